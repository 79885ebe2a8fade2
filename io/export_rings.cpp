#include "io/export_rings.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/datum.hpp"
#include "core/result.hpp"
#include "io/working_crs.hpp"
#include "io/workshop.hpp"

namespace wangge {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kSteps = 1e7;  // of a degree; about a centimetre

[[noreturn]] void refuse(const ExportOptions& options, const char* id, const std::string& value, const char* advice) {
  throw ErrorException(
      Error{ErrorCode::unsupported_format, say(options.language, id, {value}), "", say(options.language, advice)});
}

class RingWriter {
 public:
  RingWriter(const std::string& crs_wkt, Datum datum, const ExportOptions& options)
      : to_degrees_(CoordinateChange::between(crs_wkt, "EPSG:4326", options.language).value()),
        datum_(datum),
        options_(options) {}

  [[nodiscard]] Json point(Point p) const {
    const std::optional<Point> degrees = to_degrees_.apply(p);
    if (!degrees) refuse(options_, "export_no_crs", ".rings.json", "export_no_crs_advice");
    const Place place = shifted_place({degrees->x, degrees->y}, datum_);
    return {std::round(place.longitude * kSteps) / kSteps, std::round(place.latitude * kSteps) / kSteps};
  }
  /// Closed: platforms repeat the first point.
  [[nodiscard]] Json ring(const Ring& ring) const {
    Json points = Json::array();
    for (const Point p : ring) points.push_back(point(p));
    points.push_back(points.front());
    if (options_.rings == "pairs") return points;
    std::string text;
    const bool colon = options_.rings == "colon";
    for (const Json& p : points) {
      if (!text.empty()) text += colon ? "," : ";";
      text += p[0].dump() + (colon ? ":" : ",") + p[1].dump();
    }
    return text;
  }
  void add_boundary(const MultiPolygon& area, Json& record) const {
    const auto largest = std::max_element(
        area.begin(), area.end(), [](const Polygon& a, const Polygon& b) { return wangge::area({a}) < wangge::area({b}); });
    const Box box = bounds(area);
    record["center"] = point(box.centre());
    const Json low = point({box.min_x, box.min_y}), high = point({box.max_x, box.max_y});
    record["bbox"] = {low[0], low[1], high[0], high[1]};
    record["boundary"] = ring(largest->outer);
    if (area.size() == 1 && largest->holes.empty()) return;
    Json parts = Json::array();
    for (const Polygon& polygon : area) {
      Json part = Json::array({ring(polygon.outer)});
      for (const Ring& hole : polygon.holes) part.push_back(ring(hole));
      parts.push_back(std::move(part));
    }
    record["rings"] = std::move(parts);
  }

 private:
  CoordinateChange to_degrees_;
  Datum datum_;
  const ExportOptions& options_;
};

std::string text_of(const SourceLayer& layer, const char* name, std::size_t row) {
  const SourceColumn* column = layer.find(name);
  return column == nullptr ? std::string() : column->text(row);
}

int extend_of(const std::string& layer, const std::string& kind) {
  if (layer == "communities") return 4;
  return kind == "exclusive" ? 2 : kind == "micro" ? 5 : 1;
}

void add_records(const SourceLayer& layer, const std::string& name, const RingWriter& writer, Json& records) {
  const bool community = name == "communities";
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (row >= layer.shapes.size() || layer.shapes[row].polygons.empty()) continue;
    Json record;
    record["code"] = text_of(layer, community ? "community_code" : "grid_code", row);
    record["name"] = text_of(layer, community ? "community_name" : "grid_name", row);
    record["parent"] = community ? text_of(layer, "subdistrict", row) : text_of(layer, "community_code", row);
    record["extend"] = extend_of(name, text_of(layer, "kind", row));
    if (const SourceColumn* households = layer.find("households"); households != nullptr)
      if (const auto number = households->number(row)) record["households"] = std::llround(*number);
    record["area_m2"] = std::round(area(layer.shapes[row].polygons) * 100) / 100;
    writer.add_boundary(layer.shapes[row].polygons, record);
    records.push_back(std::move(record));
  }
}

}  // namespace

void export_rings(const ExportSource& source, const std::string& path, const ExportOptions& options) {
  const std::optional<Datum> datum = datum_named(options.datum);
  if (!datum) refuse(options, "export_datum", options.datum, "export_datum_advice");
  if (options.rings != "pairs" && options.rings != "colon" && options.rings != "comma")
    refuse(options, "export_ring_style", options.rings, "export_ring_style_advice");
  const std::vector<std::string> wanted =
      options.layers.empty() ? std::vector<std::string>{"grids", "communities"} : options.layers;
  Json records = Json::array();
  for (const std::string& name : source.chosen(wanted, !options.layers.empty())) {
    const SourceLayer layer = source.read(name);
    if (layer.crs_wkt.empty()) refuse(options, "export_no_crs", ".rings.json", "export_no_crs_advice");
    add_records(layer, name, RingWriter(layer.crs_wkt, *datum, options), records);
  }
  const Workshop workshop(path, options.language);
  const std::string file = workshop.file(std::filesystem::path(path).filename().string());
  std::ofstream out(file, std::ios::binary);
  out << "[\n";
  for (std::size_t i = 0; i < records.size(); ++i) out << records[i].dump() << (i + 1 < records.size() ? ",\n" : "\n");
  out << "]\n";
  if (!out.flush())
    throw ErrorException(Error{ErrorCode::unwritable_file, say(options.language, "write_failed", {file}), path, ""});
  out.close();
  workshop.deliver();
}

}  // namespace wangge
