/// Private to io: several output files that appear together or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "core/catalogue.hpp"

namespace wangge {

/// The date GDAL writes into files of this thread while this lives; empty = now.
class FixedDate {
 public:
  explicit FixedDate(const std::string& date);
  ~FixedDate();
  FixedDate(const FixedDate&) = delete;
  FixedDate& operator=(const FixedDate&) = delete;
};

/// A folder beside the output in which files are made before they are moved into place; removed at the end.
class Workshop {
 public:
  /// Throws ErrorException when the place of `out_path` cannot be written to.
  Workshop(const std::string& out_path, Language language);
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }
  /// Moves every file to its place. All or none: when one cannot be placed, the former files are put back as they were. A
  /// shapefile can only be opened while it is whole: its .shp leaves first and comes last.
  /// Stale indexes and labels beside a replaced shapefile go.
  void deliver() const;

 private:
  Language language_;
  std::filesystem::path target_, folder_;
};

}  // namespace wangge
