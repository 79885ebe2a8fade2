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

namespace {

/// A geodatabase is a folder; one that is there may be replaced by another, any other folder may not.
bool is_geodatabase(const fs::path& folder) {
  std::error_code problem;
  return folder.extension() == ".gdb" && fs::exists(folder / "a00000001.gdbtable", problem);
}

}  // namespace

Workshop::Workshop(const std::string& out_path, Language language)
    : language_(language), target_(fs::path(out_path).parent_path()) {
  // the checks of a writable place
  const WholeFile probe(is_geodatabase(out_path) ? out_path + ".new" : out_path, language);
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

namespace {

/// Files of a former output that would lie about the new one: indexes, and a label or encoding that the new one lacks.
std::vector<fs::path> stale_beside(const fs::path& target, const fs::path& made) {
  std::vector<fs::path> stale;
  if (target.extension() != ".shp") return stale;
  std::error_code problem;
  for (const char* ending : {".qix", ".sbn", ".sbx", ".idm", ".ind", ".prj", ".cpg"}) {
    const fs::path old = fs::path(target).replace_extension(ending);
    if (fs::exists(old, problem) && !fs::exists(fs::path(made).replace_extension(ending), problem)) stale.push_back(old);
  }
  return stale;
}

}  // namespace

void Workshop::deliver() const {
  std::error_code problem;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_)) files.push_back(entry.path());
  // A shapefile's .shp leaves first and comes last: whoever looks meanwhile, or after a power cut, finds the whole former
  // files, the whole new ones, or none to open; never new shapes over old tables. More than that no file system promises for
  // several files of one folder.
  const auto opens = [](const fs::path& file) { return file.extension() == ".shp"; };
  std::sort(files.begin(), files.end(),
            [&](const fs::path& a, const fs::path& b) { return opens(a) != opens(b) ? opens(b) : a < b; });
  const auto refuse = [&](const fs::path& place, const std::string& cause) {
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "rename_failed", {cause}), place.string(),
                               say(language_, "output_is_folder_advice")});
  };
  std::vector<fs::path> former;
  for (const fs::path& file : files) {
    const fs::path target = target_ / file.filename();
    if (fs::is_directory(target, problem) && !(fs::is_directory(file, problem) && is_geodatabase(target)))
      refuse(target, say(language_, "output_is_folder"));
    if (fs::exists(target, problem)) former.push_back(target);
    for (const fs::path& stale : stale_beside(target, file)) former.push_back(stale);
  }
  std::stable_sort(former.begin(), former.end(), [&](const fs::path& a, const fs::path& b) { return opens(a) && !opens(b); });
  // The former files wait in the workshop; whatever fails from here on puts them back.
  const fs::path attic = folder_ / "former";
  std::vector<fs::path> away, placed;
  const auto put_back = [&] {
    std::error_code ignored;
    for (const fs::path& one : placed) fs::remove_all(one, ignored);
    for (const fs::path& one : away) fs::rename(attic / one.filename(), one, ignored);
  };
  fs::create_directory(attic, problem);
  for (const fs::path& one : former) {
    if (!problem) fs::rename(one, attic / one.filename(), problem);
    if (problem) {
      put_back();
      refuse(one, problem.message());
    }
    away.push_back(one);
  }
  for (const fs::path& file : files) {
    const fs::path target = target_ / file.filename();
    fs::rename(file, target, problem);
    if (problem) {
      put_back();
      refuse(target, problem.message());
    }
    placed.push_back(target);
  }
}

}  // namespace wangge
