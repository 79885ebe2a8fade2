#include "io/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include <atomic>
#include <filesystem>
#include <fstream>

namespace wangge {

namespace fs = std::filesystem;

WholeFile::WholeFile(std::string path, Language language) : path_(std::move(path)), language_(language) {
  static std::atomic<int> counter{0};
  const fs::path target(path_);
  const fs::path folder = target.parent_path().empty() ? fs::path(".") : target.parent_path();
  std::error_code problem;
  if (!fs::is_directory(folder, problem))
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language, "folder_missing", {folder.string()}), path_,
                               say(language, "folder_missing_advice")});
  if (fs::is_directory(target, problem))
    throw ErrorException(
        Error{ErrorCode::unwritable_file, say(language, "output_is_folder"), path_, say(language, "output_is_folder_advice")});
  if (access(folder.c_str(), W_OK) != 0)
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language, "folder_read_only", {folder.string()}), path_,
                               say(language, "output_is_folder_advice")});
  temporary_ = (folder / ("." + target.stem().string() + "." + std::to_string(getpid()) + "-" +
                          std::to_string(counter.fetch_add(1)) + ".part" + target.extension().string()))
                   .string();
}

WholeFile::~WholeFile() {
  std::error_code problem;
  if (!finished_) fs::remove(temporary_, problem);
  for (const char* sidecar : {"-journal", "-wal", "-shm"}) fs::remove(temporary_ + sidecar, problem);
}

void WholeFile::finish() {
  const int file = open(temporary_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    fsync(file);
    close(file);
  }
  std::error_code problem;
  fs::rename(temporary_, path_, problem);
  if (problem)
    throw ErrorException(Error{ErrorCode::unwritable_file, say(language_, "rename_failed", {problem.message()}), path_,
                               say(language_, "output_is_folder_advice")});
  finished_ = true;
}

Status write_bytes(const std::string& path, const std::string& bytes, Language language) {
  try {
    WholeFile file(path, language);
    std::ofstream stream(file.temporary(), std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) return Error{ErrorCode::unwritable_file, std::strerror(errno), path, ""};
    file.finish();
    return Done{};
  } catch (const ErrorException& error) {
    return error.error();
  }
}

}  // namespace wangge
