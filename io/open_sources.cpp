#include "io/open_sources.hpp"

namespace wangge {

std::shared_ptr<OpenSource> OpenSources::open(const std::string& path, Language language) {
  const std::pair key{std::this_thread::get_id(), path};
  {
    const std::scoped_lock lock(guard_);
    if (const auto found = kept_.find(key); found != kept_.end()) return found->second;
  }
  auto opened = std::make_shared<OpenSource>(open_source(path, language));
  if (opened->driver != "GPKG") return opened;  // other formats keep a place in the file, or are cheap to open
  const std::scoped_lock lock(guard_);
  return kept_[key] = std::move(opened);
}

}  // namespace wangge
