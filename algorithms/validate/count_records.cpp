#include "algorithms/validate/count_records.hpp"

#include <unordered_map>

#include "core/treatment.hpp"

namespace wangge {

namespace {

using Rows = std::unordered_map<std::string, std::int64_t>;

template <class Record>
Rows rows_by_id(const std::vector<Record>& records) {
  Rows rows;
  for (const Record& r : records) rows.emplace(r.id, r.row);
  return rows;
}

/// The row a finding is about, 0 when it is about no single record.
class RowOf {
 public:
  explicit RowOf(const City& city) {
    by_layer_["buildings"] = rows_by_id(city.buildings);
    by_layer_["communities"] = rows_by_id(city.communities);
    by_layer_["compounds"] = rows_by_id(city.compounds);
    by_layer_["exclusive"] = rows_by_id(city.exclusives);
    by_layer_["centres"] = rows_by_id(city.centres);
  }
  std::int64_t operator()(const Finding& finding) const {
    if (finding.row > 0) return finding.row;
    const auto layer = by_layer_.find(finding.layer);
    if (layer == by_layer_.end()) return 0;
    const auto row = layer->second.find(finding.object_id);
    return row == layer->second.end() ? 0 : row->second;
  }

 private:
  std::unordered_map<std::string, Rows> by_layer_;
};

struct Fate {
  Treatment treatment = Treatment::kept;
  const std::string* code = nullptr;
};

}  // namespace

std::vector<LayerAccount> count_records(const City& city, const std::vector<Finding>& findings) {
  const RowOf row_of(city);
  std::vector<LayerAccount> accounts;
  for (const LayerRecords& layer : city.records) {
    LayerAccount account;
    account.layer = layer.layer;
    account.records = layer.records;
    std::unordered_map<std::int64_t, Fate> fates;
    const std::string* whole = nullptr;
    for (const Finding& f : findings) {
      const Treatment treatment = treatment_of(f);
      if (f.layer != layer.layer || treatment == Treatment::kept) continue;
      const std::int64_t row = row_of(f);
      if (row == 0) {
        if (whole == nullptr && repairs_whole_layer(f.code)) whole = &f.code;
        continue;
      }
      Fate& fate = fates[row];
      if (treatment > fate.treatment) fate = {treatment, &f.code};
    }
    for (const auto& [row, fate] : fates) {
      const bool aside = fate.treatment == Treatment::set_aside;
      ++(aside ? account.set_aside : account.repaired);
      ++(aside ? account.set_aside_by : account.repaired_by)[*fate.code];
    }
    if (whole != nullptr) {
      const std::int64_t others = account.records - account.repaired - account.set_aside;
      account.repaired += others;
      if (others > 0) account.repaired_by[*whole] += others;
    }
    account.kept = account.records - account.repaired - account.set_aside;
    accounts.push_back(std::move(account));
  }
  return accounts;
}

}  // namespace wangge
