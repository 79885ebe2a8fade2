#include "algorithms/ledger/building_list.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace wangge {

namespace {

/// Full-width digits as plain ones.
std::string plain_digits(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto a = static_cast<unsigned char>(text[i]);
    if (a == 0xEF && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xBC) {
      const auto c = static_cast<unsigned char>(text[i + 2]);
      if (c >= 0x90 && c <= 0x99) {
        out += static_cast<char>('0' + (c - 0x90));
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

struct Numbered {
  std::string before, after;
  std::int64_t number = 0;
};

/// The last number of a name with what stands around it.
std::optional<Numbered> parse(const std::string& name) {
  std::size_t end = name.size();
  while (end > 0 && !digit(name[end - 1])) --end;
  if (end == 0) return std::nullopt;
  std::size_t begin = end;
  while (begin > 0 && digit(name[begin - 1])) --begin;
  if (end - begin > 9) return std::nullopt;
  return Numbered{name.substr(0, begin), name.substr(end), std::stoll(name.substr(begin, end - begin))};
}

/// Ways of writing "building" are one.
std::string kind_of(const std::string& after) {
  for (const std::string_view word : {"", "幢", "栋", "棟", "座", "号楼", "號樓", "#", "#楼", "楼"})
    if (after == word) return "";
  return after;
}

std::string ranges(std::vector<std::int64_t> numbers, Language language) {
  std::sort(numbers.begin(), numbers.end());
  std::string out;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (last - i < 2) last = i;  // two in a row stay two
    if (!out.empty()) out += say(language, "list_comma");
    out += std::to_string(numbers[i]);
    if (last > i) out += "—" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return out;
}

/// The buildings of one compound, or of none.
class Group {
 public:
  void add(const std::string& name, const std::string& compound) {
    std::string own = plain_digits(name);
    if (const std::string prefix = plain_digits(compound); !prefix.empty() && own.starts_with(prefix))
      own.erase(0, prefix.size());
    if (name.empty()) {
      ++nameless_;
    } else if (const auto parsed = parse(own)) {
      const auto key = std::pair(parsed->before, kind_of(parsed->after));
      Run& run = runs_.try_emplace(key, Run{runs_.size(), parsed->after, {}}).first->second;
      run.numbers.push_back(parsed->number);
    } else {
      others_.push_back(own.empty() ? name : own);
    }
  }

  std::string text(const std::string& compound, Language language) const {
    std::vector<std::pair<std::size_t, std::string>> parts;
    for (const auto& [key, run] : runs_) parts.emplace_back(run.order, key.first + ranges(run.numbers, language) + run.after);
    std::sort(parts.begin(), parts.end());
    std::string out = compound;
    bool first = true;
    const auto append = [&](const std::string& part) {
      if (!first) out += say(language, "list_comma");
      const bool wide = compound.empty() || static_cast<unsigned char>(compound.back()) >= 0x80;
      if (first && (!wide || (language == Language::english && !compound.empty()))) out += " ";  // "X2 5幢", not "X25幢"
      out += part;
      first = false;
    };
    for (const auto& [order, part] : parts) append(part);
    for (const std::string& other : others_) append(other);
    if (nameless_ > 0) append(say(language, "ledger_nameless", {std::to_string(nameless_)}));
    return out;
  }

 private:
  struct Run {
    std::size_t order = 0;
    std::string after;
    std::vector<std::int64_t> numbers;
  };
  std::map<std::pair<std::string, std::string>, Run> runs_;
  std::vector<std::string> others_;
  std::int64_t nameless_ = 0;
};

}  // namespace

std::string building_list(const City& city, std::span<const std::int32_t> buildings, Language language) {
  std::vector<std::pair<std::int32_t, Group>> groups;
  std::map<std::int32_t, std::size_t> place;
  for (const std::int32_t b : buildings) {
    const Building& building = city.buildings[static_cast<std::size_t>(b)];
    const std::int32_t compound = building.compound < 0 ? -1 : building.compound;
    const auto [found, fresh] = place.emplace(compound, groups.size());
    if (fresh) groups.emplace_back(compound, Group());
    groups[found->second].second.add(building.name,
                                     compound < 0 ? std::string() : city.compounds[static_cast<std::size_t>(compound)].name);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return (a.first < 0) < (b.first < 0); });
  std::string out;
  for (const auto& [compound, group] : groups) {
    if (!out.empty()) out += say(language, "list_semicolon");
    const Compound* own = compound < 0 ? nullptr : &city.compounds[static_cast<std::size_t>(compound)];
    out += group.text(own == nullptr ? std::string() : own->name.empty() ? own->id : own->name, language);
  }
  return out;
}

std::string compound_list(const City& city, std::span<const std::int32_t> compounds, Language language) {
  std::string out;
  for (const std::int32_t c : compounds) {
    if (!out.empty()) out += say(language, "list_comma");
    const Compound& one = city.compounds[static_cast<std::size_t>(c)];
    out += one.name.empty() ? one.id : one.name;
  }
  return out;
}

}  // namespace wangge
