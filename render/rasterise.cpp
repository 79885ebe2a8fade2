#include "render/rasterise.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

namespace wangge {

namespace {

constexpr double kPointsPerInch = 72, kMostPixels = 30000;

struct Unref {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(GInputStream* stream) const { g_object_unref(stream); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Handle = std::unique_ptr<RsvgHandle, Unref>;
using Stream = std::unique_ptr<GInputStream, Unref>;
using Surface = std::unique_ptr<cairo_surface_t, Unref>;
using Context = std::unique_ptr<cairo_t, Unref>;

struct Size {
  double width = 0, height = 0;  ///< inches
};

cairo_status_t append_bytes(void* to, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

Error failure(const RasterOptions& options, const std::string& cause) {
  return {ErrorCode::internal, say(options.language, "map_error_drawing", {cause}), "", ""};
}

std::string take_message(GError* error) {
  const std::string message = error != nullptr && error->message != nullptr ? error->message : "librsvg";
  if (error != nullptr) g_error_free(error);
  return message;
}

Result<Handle> open_svg(const std::string& svg, const RasterOptions& options) {
  const Stream stream(g_memory_input_stream_new_from_data(svg.data(), static_cast<gssize>(svg.size()), nullptr));
  GError* error = nullptr;
  // Overviews of whole cities exceed the limits that protect browsers from hostile drawings.
  Handle handle(rsvg_handle_new_from_stream_sync(stream.get(), nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &error));
  if (!handle) return failure(options, take_message(error));
  rsvg_handle_set_dpi(handle.get(), kPointsPerInch);
  return handle;
}

Size size_of(RsvgHandle* handle) {
  double width = 0, height = 0;
  // Millimetres become pixels at the resolution set above, which makes one pixel a point.
  rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height);
  return {width / kPointsPerInch, height / kPointsPerInch};
}

/// An empty text means success.
std::string draw_at(RsvgHandle* handle, cairo_t* context, const RsvgRectangle& viewport) {
  GError* error = nullptr;
  return rsvg_handle_render_document(handle, context, &viewport, &error) == 0 ? take_message(error) : std::string();
}

/// Draws onto the surface; an empty text means success.
std::string draw(RsvgHandle* handle, cairo_surface_t* surface, double width, double height) {
  const Context context(cairo_create(surface));
  if (const std::string problem = draw_at(handle, context.get(), {0, 0, width, height}); !problem.empty()) return problem;
  cairo_show_page(context.get());
  const cairo_status_t status = cairo_status(context.get());
  return status == CAIRO_STATUS_SUCCESS ? std::string() : cairo_status_to_string(status);
}

/// Without a fixed date cairo writes the clock into the file.
void describe(cairo_surface_t* surface, const RasterOptions& options) {
  const std::string date = (options.date.empty() ? std::string("2000-01-01") : options.date) + "T00:00:00Z";
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date.c_str());
  if (!options.title.empty()) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, options.title.c_str());
}

constexpr double kPointsPerMillimetre = kPointsPerInch / 25.4;

Status draw_page(const PrintedPage& page, cairo_t* context, const RasterOptions& options) {
  std::vector<PagePicture> pictures;
  if (!page.svg.empty()) pictures.push_back({page.svg, {0, 0, page.width_mm, page.height_mm}});
  pictures.insert(pictures.end(), page.pictures.begin(), page.pictures.end());
  for (const PagePicture& picture : pictures) {
    Result<Handle> handle = open_svg(picture.svg, options);
    if (!handle) return handle.error();
    const Box& place = picture.place;
    const std::string problem = draw_at(handle->get(), context,
                                        {place.min_x * kPointsPerMillimetre, place.min_y * kPointsPerMillimetre,
                                         place.width() * kPointsPerMillimetre, place.height() * kPointsPerMillimetre});
    if (!problem.empty()) return failure(options, problem);
  }
  cairo_show_page(context);
  return Done{};
}

}  // namespace

Result<std::string> rasterise_pages(const std::vector<PrintedPage>& pages, const RasterOptions& options) {
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, 595, 842));
  describe(surface.get(), options);
  const Context context(cairo_create(surface.get()));
  for (const PrintedPage& page : pages) {
    cairo_pdf_surface_set_size(surface.get(), page.width_mm * kPointsPerMillimetre, page.height_mm * kPointsPerMillimetre);
    if (const Status drawn = draw_page(page, context.get(), options); !drawn) return drawn.error();
  }
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return failure(options, cairo_status_to_string(status));
  return bytes;
}

Result<std::string> rasterise_png(const std::string& svg, const RasterOptions& options) {
  Result<Handle> handle = open_svg(svg, options);
  if (!handle) return handle.error();
  const Size size = size_of(handle->get());
  const double width = std::ceil(size.width * options.dots_per_inch - 1e-6),
               height = std::ceil(size.height * options.dots_per_inch - 1e-6);
  if (!(width >= 1 && height >= 1 && width <= kMostPixels && height <= kMostPixels)) {
    return Error{ErrorCode::unsupported_format, say(options.language, "map_error_size"), "", ""};
  }
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
  const std::string problem = draw(handle->get(), surface.get(), width, height);
  if (!problem.empty()) return failure(options, problem);
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) return failure(options, cairo_status_to_string(status));
  return bytes;
}

Result<std::string> rasterise_pdf(const std::string& svg, const RasterOptions& options) {
  Result<Handle> handle = open_svg(svg, options);
  if (!handle) return handle.error();
  const Size size = size_of(handle->get());
  const double width = size.width * kPointsPerInch, height = size.height * kPointsPerInch;
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, width, height));
  describe(surface.get(), options);
  const std::string problem = draw(handle->get(), surface.get(), width, height);
  if (!problem.empty()) return failure(options, problem);
  cairo_surface_finish(surface.get());
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return failure(options, cairo_status_to_string(status));
  return bytes;
}

}  // namespace wangge
