#include "io/gdal_errors.hpp"

#include <gdal.h>

#include <mutex>

namespace wangge {

void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
}

}  // namespace wangge
