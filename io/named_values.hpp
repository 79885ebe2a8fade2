/// Private to io: layers of our own files, read whole, and their values by the name of the column.
#pragma once

#include <string>

#include "core/units.hpp"
#include "io/source_layer.hpp"

namespace wangge {

[[nodiscard]] inline SourceLayer read_whole_layer(const std::string& path, const char* name, Language language,
                                                  bool geometry = true) {
  LayerRequest request;
  request.section = name;
  request.path = path;
  request.layer = name;
  request.all_columns = true;
  request.geometry = geometry;
  request.language = language;
  return read_source_layer(request);
}

[[nodiscard]] inline std::string text_value(const SourceLayer& layer, const char* column, std::size_t row) {
  const SourceColumn* found = layer.find(column);
  return found == nullptr ? std::string() : found->text(row);
}

[[nodiscard]] inline double number_value(const SourceLayer& layer, const char* column, std::size_t row, double otherwise = 0) {
  const SourceColumn* found = layer.find(column);
  return found == nullptr ? otherwise : found->number(row).value_or(otherwise);
}

/// 0 for what is no count.
[[nodiscard]] inline std::int64_t count_value(const SourceLayer& layer, const char* column, std::size_t row) {
  const double value = number_value(layer, column, row);
  return value > 0 && value < 1e15 ? static_cast<std::int64_t>(value + 0.5) : 0;
}

[[nodiscard]] inline std::int32_t small_count(const SourceLayer& layer, const char* column, std::size_t row) {
  const std::int64_t value = count_value(layer, column, row);
  return value < 2'000'000'000 ? static_cast<std::int32_t>(value) : 0;
}

[[nodiscard]] inline Households households_value(const SourceLayer& layer, const char* column, std::size_t row) {
  return Households(small_count(layer, column, row));
}

}  // namespace wangge
