#include "io/write_city.hpp"

#include <algorithm>
#include <functional>

#include "io/output_layers.hpp"

namespace wangge {

namespace {

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

class CityWriter {
 public:
  CityWriter(GeoPackageFile& file, const City& city, const std::vector<ExtraColumn>& columns)
      : file_(file), city_(city), columns_(columns) {}

  void write() {
    areas();
    buildings();
    barriers();
    network();
    places();
  }

 private:
  /// One layer: fixed fields by `fill`, then the extra columns, then the geometry by `place`.
  void layer(const std::string& name, OGRwkbGeometryType type, std::vector<WriterField> fields, std::size_t rows,
             const std::function<void(GeoPackageTable&, std::size_t)>& fill,
             const std::function<void(GeoPackageTable&, std::size_t)>& place) {
    if (rows == 0) return;
    std::vector<const ExtraColumn*> extra;
    for (const ExtraColumn& column : columns_)
      if (column.layer == name) {
        extra.push_back(&column);
        fields.push_back(column.texts.empty() ? whole_field(column.name) : text_field(column.name));
      }
    GeoPackageTable& writer = file_.layer(name, type, fields);
    for (std::size_t i = 0; i < rows; ++i) {
      fill(writer.row(), i);
      for (const ExtraColumn* column : extra) {
        if (column->texts.empty())
          writer.whole(column->wholes[i]);
        else
          writer.text_or_null(column->texts[i]);
      }
      place(writer, i);
    }
  }

  template <class Records>
  auto by_area(const Records& records) {
    return [&records](GeoPackageTable& w, std::size_t i) { w.end(records[i].area); };
  }

  std::string compound_id(std::int32_t compound) const { return compound < 0 ? std::string() : city_.compounds[at(compound)].id; }

  void areas() {
    layer(
        "communities", polygon_type(city_.communities),
        {text_field("community_id"), text_field("name"), text_field("subdistrict"), text_field("county")},
        city_.communities.size(),
        [&](GeoPackageTable& w, std::size_t i) {
          const Community& c = city_.communities[i];
          w.text(c.id).text_or_null(c.name).text_or_null(c.subdistrict).text_or_null(c.county);
        },
        by_area(city_.communities));
    layer(
        "compounds", polygon_type(city_.compounds), {text_field("compound_id"), text_field("name")}, city_.compounds.size(),
        [&](GeoPackageTable& w, std::size_t i) { w.text(city_.compounds[i].id).text_or_null(city_.compounds[i].name); },
        by_area(city_.compounds));
    layer(
        "exclusive", polygon_type(city_.exclusives), {text_field("id"), text_field("name")}, city_.exclusives.size(),
        [&](GeoPackageTable& w, std::size_t i) { w.text(city_.exclusives[i].id).text_or_null(city_.exclusives[i].name); },
        by_area(city_.exclusives));
    layer(
        "previous_grids", polygon_type(city_.previous_grids), {text_field("grid_code")}, city_.previous_grids.size(),
        [&](GeoPackageTable& w, std::size_t i) { w.text(city_.previous_grids[i].code); }, by_area(city_.previous_grids));
  }

  void buildings() {
    bool points = false;
    OGRwkbGeometryType type = wkbPolygon;
    for (const Building& b : city_.buildings) {
      points = points || b.footprint.empty();
      if (b.footprint.size() > 1) type = wkbUnknown;
    }
    layer(
        "buildings", points ? wkbPoint : type,
        {text_field("building_id"), text_field("name"), whole_field("households"), text_field("community_id"),
         text_field("compound_id"), whole_field("floors"), whole_field("units"), whole_field("population"),
         whole_field("party_members"), text_field("use"), text_field("grid_code")},
        city_.buildings.size(),
        [&](GeoPackageTable& w, std::size_t i) {
          const Building& b = city_.buildings[i];
          w.text(b.id).text_or_null(b.name);
          if (b.households_known)
            w.whole(b.households.value());
          else
            w.skip();
          w.text_or_null(b.community < 0 ? std::string() : city_.communities[at(b.community)].id)
              .text_or_null(compound_id(b.compound));
          w.whole(b.floors)
              .whole(b.units)
              .whole(static_cast<std::int64_t>(b.population + 0.5))
              .whole(b.party_members)
              .text_or_null(b.use)
              .text_or_null(b.previous_grid);
        },
        [&, points](GeoPackageTable& w, std::size_t i) {
          if (points)
            w.end(city_.buildings[i].point);
          else
            w.end(city_.buildings[i].footprint);
        });
  }

  void barriers() {
    layer(
        "barriers", wkbUnknown, {text_field("class"), text_field("name")}, city_.barriers.size(),
        [&](GeoPackageTable& w, std::size_t i) { w.text(city_.barriers[i].barrier_class).text_or_null(city_.barriers[i].name); },
        [&](GeoPackageTable& w, std::size_t i) {
          if (city_.barriers[i].area.empty())
            w.end(city_.barriers[i].lines);
          else
            w.end(city_.barriers[i].area);
        });
    layer(
        "crossings", wkbUnknown, {text_field("name")}, city_.crossings.size(),
        [&](GeoPackageTable& w, std::size_t i) { w.text_or_null(city_.crossings[i].name); },
        [&](GeoPackageTable& w, std::size_t i) {
          const Crossing& c = city_.crossings[i];
          if (!c.points.empty())
            w.end(c.points.front());
          else if (!c.lines.empty())
            w.end(c.lines);
          else
            w.end(c.area);
        });
  }

  void network() {
    bool nodes = false;
    for (const WalkLine& line : city_.walk_lines) nodes = nodes || !line.from_node.empty();
    std::vector<WriterField> fields{text_field("name"), text_field("foot"), text_field("bridge"), text_field("tunnel")};
    if (nodes) fields.insert(fields.end(), {text_field("from_node"), text_field("to_node")});
    layer(
        "walk_network", wkbUnknown, fields, city_.walk_lines.size(),
        [&, nodes](GeoPackageTable& w, std::size_t i) {
          const WalkLine& l = city_.walk_lines[i];
          w.text_or_null(l.name).text(l.foot ? "yes" : "no").text(l.bridge ? "yes" : "no").text(l.tunnel ? "yes" : "no");
          if (nodes) w.text(l.from_node).text(l.to_node);
        },
        [&](GeoPackageTable& w, std::size_t i) { w.end(city_.walk_lines[i].lines); });
  }

  void places() {
    // Centres that are only planned serve nobody yet and lie in a layer of their own.
    for (const bool planned : {false, true}) {
      std::vector<WriterField> fields{text_field("id"), text_field("name"), whole_field("level"), real_field("capacity")};
      for (const ExtraColumn& column : columns_)
        if (column.layer == "centres") fields.push_back(text_field(column.name));
      if (std::none_of(city_.centres.begin(), city_.centres.end(), [&](const Centre& c) { return c.planned == planned; }))
        continue;
      GeoPackageTable& writer = file_.layer(planned ? "planned_centres" : "centres", wkbPoint, fields);
      for (std::size_t i = 0; i < city_.centres.size(); ++i) {
        const Centre& c = city_.centres[i];
        if (c.planned != planned) continue;
        writer.row().text(c.id).text_or_null(c.name).whole(c.level).real_or_null(c.capacity, c.capacity > 0);
        for (const ExtraColumn& column : columns_)
          if (column.layer == "centres") writer.text_or_null(column.texts[i]);
        writer.end(c.point);
      }
    }
    layer(
        "gates", wkbPoint, {text_field("compound_id")}, city_.gates.size(),
        [&](GeoPackageTable& w, std::size_t i) { w.text_or_null(compound_id(city_.gates[i].compound)); },
        [&](GeoPackageTable& w, std::size_t i) { w.end(city_.gates[i].point); });
  }

  GeoPackageFile& file_;
  const City& city_;
  const std::vector<ExtraColumn>& columns_;
};

void write_extra(GeoPackageFile& file, const ExtraLayer& layer) {
  if (layer.rows.empty()) return;
  const bool lines = !layer.rows[0].lines.empty(), area = !layer.rows[0].area.empty();
  std::vector<WriterField> fields;
  for (const std::string& name : layer.columns) fields.push_back(text_field(name));
  GeoPackageTable& writer = file.layer(layer.name, lines || area ? wkbUnknown : wkbNone, fields);
  for (const ExtraLayer::Row& row : layer.rows) {
    writer.row();
    for (const std::string& value : row.values) writer.text_or_null(value);
    if (lines)
      writer.end(row.lines);
    else if (area)
      writer.end(row.area);
    else
      writer.end();
  }
}

}  // namespace

Status write_city(const City& city, const std::vector<ExtraColumn>& columns, const std::vector<ExtraLayer>& layers,
                  const std::string& path, const std::string& created, Language language) {
  return written(path, [&] {
    GeoPackageFile file(path, output_crs(city), created, language);
    CityWriter(file, city, columns).write();
    for (const ExtraLayer& layer : layers) write_extra(file, layer);
    file.finish();
  });
}

}  // namespace wangge
