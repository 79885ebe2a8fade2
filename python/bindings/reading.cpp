#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>

#include "algorithms/validate/place_buildings.hpp"
#include "core/catalogue.hpp"
#include "core/datum.hpp"
#include "core/name_index.hpp"
#include "core/osm_tags.hpp"
#include "python/bindings/arrays.hpp"
#include "python/bindings/parts.hpp"

namespace wangge::python {

namespace {

/// A sentence of the catalogue with up to three values; empty where it has none of that name.
std::string sentence(const std::string& language, const std::string& id, std::vector<std::string> values) {
  if (!in_catalogue(id)) return "";
  values.resize(3);
  return say(language_of(language), id, {values[0], values[1], values[2]});
}

/// Degrees of places as a shifted datum (GCJ-02, BD-09) has them, or `back` to the true ones.
nb::object moved_by_datum(const Coordinates& places, const std::string& datum, bool back) {
  const std::optional<Datum> known = datum_named(datum);
  if (!known) throw nb::value_error("unknown datum");
  std::vector<std::optional<Point>> out;
  for (std::size_t i = 0; i < places.shape(0); ++i) {
    const Place here{places(i, 0), places(i, 1)};
    const Place there = back ? plain_place(here, *known) : shifted_place(here, *known);
    out.emplace_back(Point{there.longitude, there.latitude});
  }
  return to_array(out);
}

/// Row of the community where a plan would put each building; -1: in none.
nb::object homes(const City& city) {
  std::vector<std::int32_t> rows;
  {
    const nb::gil_scoped_release free;
    rows = place_buildings(city, Language::english).community;
  }
  return owned(std::move(rows));
}

/// How a text was found ("none", "exact", "zeros", "spelling", "root"), and the records that it may mean.
nb::tuple found_in(const NameIndex& names, const std::string& text) {
  static constexpr std::array<const char*, 5> kWays{"none", "exact", "zeros", "spelling", "root"};
  const NameIndex::Found found = names.find(text);
  return nb::make_tuple(kWays[static_cast<std::size_t>(found.how)], found.records);
}

/// Who may walk, and what is a bridge or a tunnel, by the tags of OpenStreetMap: one number a line, 0 = no.
nb::tuple osm_lines(const std::vector<std::string>& highway, const std::vector<std::string>& tags) {
  std::vector<std::int32_t> foot, bridge, tunnel;
  for (std::size_t i = 0; i < highway.size(); ++i) {
    const auto built = [&](const char* key) {
      const std::string value = osm_tag(tags[i], key);
      return value.empty() || value == "no" ? 0 : 1;
    };
    foot.push_back(osm_walkable(highway[i], tags[i]) ? 1 : 0);
    bridge.push_back(built("bridge"));
    tunnel.push_back(built("tunnel"));
  }
  return nb::make_tuple(owned(std::move(foot)), owned(std::move(bridge)), owned(std::move(tunnel)));
}

}  // namespace

/// What the package's reader of files shares with the engine: its sentences, its shifted datums, its
/// spellings of names, the tags of OpenStreetMap, where a building belongs.
void add_reading(nb::module_& module) {
  module.def("sentence", &sentence);
  module.def("moved_by_datum", &moved_by_datum);
  module.def("homes", &homes);
  module.def("osm_lines", &osm_lines);
  nb::class_<NameIndex>(module, "Names", "Records by id and by name, found in several spellings.")
      .def(nb::init<>())
      .def("add_id", &NameIndex::add_id)
      .def("add_name", &NameIndex::add_name)
      .def("find", &found_in);
}

}  // namespace wangge::python
