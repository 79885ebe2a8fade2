#include "io/whole_folder.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "io/content_hash.hpp"

namespace wangge {

namespace fs = std::filesystem;

namespace {

constexpr const char* kManifest = "manifest.csv";

std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(folder).generic_string());
  std::sort(names.begin(), names.end());
  return names;
}

std::set<std::string> listed_in(const fs::path& folder) {
  std::set<std::string> names{kManifest};
  std::ifstream in(folder / kManifest, std::ios::binary);
  for (std::string line; std::getline(in, line);)
    if (const std::size_t end = line.find("\",\""); line.starts_with('"') && end != std::string::npos)
      names.insert(line.substr(1, end - 1));
  return names;
}

}  // namespace

WholeFolder::WholeFolder(const std::string& path, Language language) : language_(language) {
  const auto refuse = [&](const std::string& message, const std::string& advice) {
    throw ErrorException(Error{ErrorCode::unwritable_file, message, path, advice});
  };
  fs::path target = fs::absolute(path).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  path_ = target.string();
  std::error_code problem;
  if (fs::exists(target, problem)) {
    if (!fs::is_directory(target, problem)) refuse(say(language, "folder_is_file"), say(language, "folder_advice"));
    const std::set<std::string> listed = listed_in(target);
    for (const std::string& name : files_in(target))
      if (!fs::exists(target / kManifest, problem) || listed.count(name) == 0)
        refuse(say(language, "folder_in_use", {name}), say(language, "folder_advice"));
  }
  static std::atomic<int> counter{0};
  const fs::path temporary = target.parent_path() / ("." + target.filename().string() + "." + std::to_string(getpid()) + "-" +
                                                     std::to_string(counter.fetch_add(1)) + ".part");
  fs::create_directories(temporary, problem);
  if (problem) refuse(say(language, "write_failed", {problem.message()}), say(language, "folder_advice"));
  temporary_ = temporary.string();
}

WholeFolder::~WholeFolder() {
  std::error_code problem;
  if (!finished_) fs::remove_all(temporary_, problem);
}

std::string WholeFolder::file(const std::string& name) const {
  const fs::path place = fs::path(temporary_) / name;
  std::error_code problem;
  fs::create_directories(place.parent_path(), problem);
  return place.string();
}

void WholeFolder::finish() {
  const auto refuse = [&](const std::string& cause) {
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "rename_failed", {cause}), path_, ""});
  };
  {
    std::ofstream out(fs::path(temporary_) / kManifest, std::ios::binary);
    out << "\xEF\xBB\xBF"
        << "file,bytes,fnv1a64\n";
    for (const std::string& name : files_in(temporary_)) {
      if (name == kManifest) continue;
      const std::string place = (fs::path(temporary_) / name).string();
      out << '"' << name << "\",\"" << fs::file_size(place) << "\",\"" << content_hash(place) << "\"\n";
    }
    if (!out.flush()) refuse(kManifest);
  }
  std::error_code problem;
  const std::string attic = temporary_ + ".old";
  const bool former = fs::exists(path_, problem);
  if (former) fs::rename(path_, attic, problem);
  if (problem) refuse(problem.message());
  fs::rename(temporary_, path_, problem);
  if (problem) {
    const std::string cause = problem.message();
    if (former) fs::rename(attic, path_, problem);
    refuse(cause);
  }
  finished_ = true;
  if (former) fs::remove_all(attic, problem);
}

std::string safe_file_name(const std::string& words) {
  std::string out;
  for (const char letter : words)
    out +=
        static_cast<unsigned char>(letter) < 0x20 || std::string("/\\:*?\"<>|").find(letter) != std::string::npos ? '_' : letter;
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  return out.empty() ? "_" : out;
}

}  // namespace wangge
