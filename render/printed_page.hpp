/// Pages of a document before they become a PDF: words and lines as one SVG a page, pictures drawn over it at their places.
#pragma once

#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace wangge {

struct PagePicture {
  std::string svg;
  Box place;  ///< millimetres from the upper left corner of the page, y downwards
};

struct PrintedPage {
  double width_mm = 210, height_mm = 297;
  std::string svg;  ///< of the page's size; may be empty
  std::vector<PagePicture> pictures;
};

}  // namespace wangge
