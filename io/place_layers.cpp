#include "io/place_layers.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/datum.hpp"
#include "io/layer_crs.hpp"
#include "io/stray_records.hpp"

namespace wangge {

namespace {

constexpr double kNear = 1.5;  ///< degrees; layers of one job lie within this of each other

bool near(const std::optional<Place>& a, const std::optional<Place>& b) {
  return a && b && std::abs(a->longitude - b->longitude) < kNear && std::abs(a->latitude - b->latitude) < kNear;
}

Finding crs_finding(const SourceLayer& layer, const LayerCrs& crs, Language language) {
  Finding finding;
  finding.code = crs.remark;
  finding.layer = layer.section;
  finding.object_id = std::filesystem::path(layer.path).filename().string();
  const bool guessed = crs.remark == "crs_degrees_recognised" || crs.remark == "crs_prefix_recognised";
  finding.severity = guessed ? Severity::note : Severity::warning;
  const auto value = [&](std::size_t i) { return i < crs.remark_values.size() ? crs.remark_values[i] : std::string(); };
  finding.text = say(language, crs.remark, {value(0), value(1), value(2)});
  finding.repair = say(language, crs.remark + "_repair", {value(0), value(1), value(2)});
  return finding;
}

std::string declared(const PlacedLayer& one) { return one.given_crs.empty() ? one.layer->crs_wkt : one.given_crs; }

class Placing {
 public:
  Placing(std::vector<PlacedLayer>& layers, std::string wanted, Language language, City& city)
      : layers_(layers), wanted_(std::move(wanted)), language_(language), city_(city) {}

  void run() {
    for (const PlacedLayer& one : layers_) {
      numbers_.push_back(one.numbers ? *one.numbers : look_at_numbers(*one.layer));
      boxes_.push_back(numbers_.back().typical);
      systems_.push_back(recognise_crs(declared(one), boxes_.back(), std::nullopt, {}, language_));
    }
    if (systems_.empty()) return;
    agree();
    const bool explicit_crs = !wanted_.empty() && wanted_ != "auto";
    if (!reference_ && !explicit_crs) return stay_local();
    const Result<CrsFacts> chosen = choose_working_crs(wanted_, reference_.value_or(Place{}), language_);
    if (!chosen) throw ErrorException(chosen.error());
    city_.crs = chosen->name;
    city_.crs_wkt = chosen->wkt;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      if (systems_[i].definition.empty() && explicit_crs && !boxes_[i].empty()) {
        systems_[i].definition = wanted_;
        systems_[i].remark = "crs_taken_from_project";
        systems_[i].remark_values = {wanted_};
      }
      if (!systems_[i].remark.empty()) city_.findings.push_back(crs_finding(*layers_[i].layer, systems_[i], language_));
      mend_stray_records(*layers_[i].layer, systems_[i], numbers_[i], language_, city_.findings);
      if (layers_[i].datum != Datum::plain && !systems_[i].definition.empty()) note_datum(layers_[i]);
      move(*layers_[i].layer, systems_[i], layers_[i].datum, chosen->wkt);
    }
    if (reference_ && in_china(*reference_)) note_shifts(*reference_, chosen->wkt);
  }

 private:
  /// The place most layers share; layers away from it are looked at again with that knowledge.
  void agree() {
    std::size_t best = systems_.size();
    int best_score = -1;
    for (std::size_t i = 0; i < systems_.size(); ++i) {
      if (!systems_[i].place || boxes_[i].empty()) continue;
      int score = systems_[i].remark.empty() ? 1 : 0;
      for (std::size_t j = 0; j < systems_.size(); ++j)
        if (j != i && !boxes_[j].empty() && near(systems_[i].place, systems_[j].place)) score += 2;
      if (score > best_score) best = i, best_score = score;
    }
    if (best == systems_.size()) return;
    reference_ = systems_[best].place;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < systems_.size(); ++i)
      if (near(systems_[i].place, reference_) && systems_[i].remark.empty() && !systems_[i].definition.empty())
        known.push_back(systems_[i].definition);
    for (std::size_t i = 0; i < systems_.size(); ++i)
      if (!near(systems_[i].place, reference_))
        systems_[i] = recognise_crs(declared(layers_[i]), boxes_[i], reference_, known, language_);
  }

  void stay_local() {
    city_.crs = "local";
    city_.crs_wkt = "LOCAL_CS[\"local\",UNIT[\"metre\",1],AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH]]";
    for (std::size_t i = 0; i < layers_.size(); ++i)
      if (!boxes_[i].empty()) city_.findings.push_back(crs_finding(*layers_[i].layer, systems_[i], language_));
  }

  void note_datum(const PlacedLayer& one) {
    Finding finding;
    finding.code = "datum_corrected";
    finding.layer = one.layer->section;
    finding.object_id = std::filesystem::path(one.layer->path).filename().string();
    finding.severity = Severity::note;
    finding.text = say(language_, finding.code, {to_text(one.datum)});
    finding.repair = say(language_, "datum_corrected_repair", {to_text(one.datum)});
    city_.findings.push_back(std::move(finding));
  }

  /// What each shifted datum would do here: evidence for the check of layers that lie apart.
  void note_shifts(Place here, const std::string& target) {
    const auto change = CoordinateChange::between("EPSG:4490", target, language_);
    if (!change) return;
    const auto plain = change->apply(Point{here.longitude, here.latitude});
    for (const Datum datum : {Datum::gcj02, Datum::bd09}) {
      const Place there = shifted_place(here, datum);
      const auto moved = change->apply(Point{there.longitude, there.latitude});
      if (plain && moved) city_.datum_shifts.push_back({to_text(datum), *moved - *plain});
    }
  }

  /// Degrees of a shifted datum become true ones, all vertices of the layer at once.
  void straighten(SourceLayer& layer, const std::string& definition, Datum datum) const {
    auto down = CoordinateChange::between(definition, "EPSG:4490", language_);
    auto up = CoordinateChange::between("EPSG:4490", definition, language_);
    if (!down) throw ErrorException(down.error());
    if (!up) throw ErrorException(up.error());
    std::vector<Point> all;
    for (SourceShape& shape : layer.shapes) shape.each_vertex([&](Point& point) { all.push_back(point); });
    down->apply(all);
    for (Point& point : all) {
      if (!std::isfinite(point.x)) continue;
      const Place plain = plain_place({point.x, point.y}, datum);
      point = {plain.longitude, plain.latitude};
    }
    up->apply(all);
    std::size_t next = 0;
    for (SourceShape& shape : layer.shapes)
      shape.each_vertex([&](Point& point) {
        point = all[next++];
        if (!std::isfinite(point.x)) shape.not_finite = true;
      });
  }

  void move(SourceLayer& layer, const LayerCrs& crs, Datum datum, const std::string& target) const {
    if (layer.shapes.empty() || crs.definition.empty()) return;
    if (crs.swapped || crs.shift_x != 0) {
      for (SourceShape& shape : layer.shapes)
        shape.each_vertex([&](Point& point) {
          point = crs.swapped ? Point{point.y + crs.shift_x, point.x} : Point{point.x + crs.shift_x, point.y};
        });
    }
    if (datum != Datum::plain) straighten(layer, crs.definition, datum);
    if (same_crs(crs.definition, target)) return;
    std::vector<Point> all;
    for (SourceShape& shape : layer.shapes) shape.each_vertex([&](Point& point) { all.push_back(point); });
    auto change = CoordinateChange::between(crs.definition, target, language_);
    if (!change) throw ErrorException(change.error());
    const std::size_t failed = change->apply(all);
    std::size_t next = 0;
    for (SourceShape& shape : layer.shapes) {
      shape.each_vertex([&](Point& point) {
        point = all[next++];
        if (failed > 0 && !std::isfinite(point.x)) shape.not_finite = true;
      });
    }
  }

  std::vector<PlacedLayer>& layers_;
  std::string wanted_;
  Language language_;
  City& city_;
  std::vector<LayerNumbers> numbers_;
  std::vector<Box> boxes_;  ///< typical
  std::vector<LayerCrs> systems_;
  std::optional<Place> reference_;
};

}  // namespace

void look_up_systems(const PlacedLayer& one, const std::string& wanted, Language language) {
  if (!one.numbers) return;
  const LayerCrs crs = recognise_crs(declared(one), one.numbers->typical, std::nullopt, {}, language);
  if (!crs.place) return;
  if (const auto chosen = choose_working_crs(wanted, *crs.place, language)) (void)same_crs(crs.definition, chosen->wkt);
}

void place_layers(std::vector<PlacedLayer>& layers, const std::string& wanted, Language language, City& city) {
  Placing(layers, wanted, language, city).run();
}

}  // namespace wangge
