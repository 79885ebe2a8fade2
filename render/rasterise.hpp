/// SVG text to PNG and PDF bytes.
/// Guarantees
///  - equal SVG and options give equal bytes on one machine (other machines may have other fonts);
///  - PDF: one page of the drawing's true size, words stay text in embedded subset fonts, creation date from the options;
///  - no file is written and nothing is loaded that the SVG names.
/// Errors: internal for SVG that cannot be read; unsupported_format when the picture would be larger than 30,000 pixels a side.
/// Cost: about half a second a page of A3.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue.hpp"
#include "core/result.hpp"
#include "render/printed_page.hpp"

namespace wangge {

struct RasterOptions {
  double dots_per_inch = 200;             ///< PNG only
  std::string title;                      ///< PDF only
  std::string date;                       ///< PDF only: "2026-11-22"; empty = 2000-01-01
  Language language = Language::english;  ///< of error messages
};

[[nodiscard]] Result<std::string> rasterise_png(const std::string& svg, const RasterOptions& options = {});
/// A PDF of several pages, each of its own size; a picture keeps its proportions within its place.
[[nodiscard]] Result<std::string> rasterise_pages(const std::vector<PrintedPage>& pages, const RasterOptions& options = {});
[[nodiscard]] Result<std::string> rasterise_pdf(const std::string& svg, const RasterOptions& options = {});

}  // namespace wangge
