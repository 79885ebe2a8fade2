/// Private to io: files kept open while the layers of a job are read. Opening a GeoPackage costs milliseconds, and a job reads
/// ten layers of one.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "io/open_source.hpp"

namespace wangge {

class OpenSources {
 public:
  /// As open_source; a GeoPackage that the calling thread has opened here before is the same one. Not for two layers at once.
  [[nodiscard]] std::shared_ptr<OpenSource> open(const std::string& path, Language language);

 private:
  std::mutex guard_;
  std::map<std::pair<std::thread::id, std::string>, std::shared_ptr<OpenSource>> kept_;
};

}  // namespace wangge
