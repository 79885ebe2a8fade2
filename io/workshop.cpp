#include "io/workshop.hpp"

#include <cpl_conv.h>

#include <algorithm>
#include <vector>

#include "core/result.hpp"
#include "io/whole_file.hpp"

namespace wangge {

namespace fs = std::filesystem;

FixedDate::FixedDate(const std::string& date) {
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", date.empty() ? nullptr : date.c_str());
}
FixedDate::~FixedDate() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr); }

Workshop::Workshop(const std::string& out_path, Language language)
    : language_(language), target_(fs::path(out_path).parent_path()) {
  const WholeFile probe(out_path, language);  // the checks of a writable place
  folder_ = fs::path(probe.temporary() + ".d");
  std::error_code problem;
  fs::create_directory(folder_, problem);
  if (problem)
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language, "write_failed", {problem.message()}), out_path, ""});
}

Workshop::~Workshop() {
  std::error_code problem;
  fs::remove_all(folder_, problem);
}

void Workshop::deliver() const {
  std::error_code problem;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const fs::path target = target_ / file.filename();
    if (file.extension() == ".shp")  // indexes of the former file would lie about the new one
      for (const char* stale : {".qix", ".sbn", ".sbx", ".idm", ".ind"})
        fs::remove(fs::path(target).replace_extension(stale), problem);
    fs::rename(file, target, problem);
    if (problem)
      throw ErrorException(
          Error{ErrorCode::unwritable_file, say(language_, "rename_failed", {problem.message()}), target.string(), ""});
  }
}

}  // namespace wangge
