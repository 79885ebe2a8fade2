#include "io/content_hash.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

namespace wangge {

namespace {

bool add_file(const std::filesystem::path& path, std::uint64_t& hash) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  std::vector<char> buffer(1U << 16U);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    for (std::streamsize i = 0; i < in.gcount(); ++i) {
      hash ^= static_cast<unsigned char>(buffer[static_cast<std::size_t>(i)]);
      hash *= 0x100000001B3ULL;
    }
  }
  return true;
}

}  // namespace

std::string content_hash(const std::string& path) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  std::error_code problem;
  if (std::filesystem::is_directory(path, problem)) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(path, problem))
      if (entry.is_regular_file() && entry.path().extension() != ".lock") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files)
      if (!add_file(file, hash)) return {};
  } else if (!add_file(path, hash)) {
    return {};
  }
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

}  // namespace wangge
