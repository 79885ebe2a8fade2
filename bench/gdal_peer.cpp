#include "bench/gdal_peer.hpp"

#include "io/layer_writer.hpp"

namespace wangge::bench {

void write_cells_with_gdal(const City& city, const Plan& plan, const std::string& path) {
  register_drivers();
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
  VSIUnlink(path.c_str());
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  GDALDatasetUniquePtr dataset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  dataset->StartTransaction(FALSE);
  OGRSpatialReference reference;
  reference.SetFromUserInput(city.crs.c_str());
  const std::vector<std::string> options{"GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"};
  LayerWriter cells(*dataset, "cells", polygon_type(plan.cells), &reference,
                    {text_field("building_id"), text_field("grid_code"), text_field("community_code"), text_field("compound_id"),
                     whole_field("households")},
                    options);
  for (const PlanCell& cell : plan.cells) {
    cells.row().text_or_null(cell.building < 0 ? std::string() : city.buildings[static_cast<std::size_t>(cell.building)].id);
    cells.text_or_null(cell.grid < 0 ? std::string() : plan.grids[static_cast<std::size_t>(cell.grid)].code);
    cells.text(cell.community < 0 ? std::string() : city.communities[static_cast<std::size_t>(cell.community)].id);
    cells.text_or_null(cell.compound < 0 ? std::string() : city.compounds[static_cast<std::size_t>(cell.compound)].id);
    cells.whole(cell.households.value());
    cells.end(cell.area);
  }
  LayerWriter grids(*dataset, "grids", polygon_type(plan.grids), &reference, {text_field("grid_code"), text_field("grid_name")},
                    options);
  for (const PlanGrid& grid : plan.grids) grids.row().text(grid.code).text(grid.name).end(grid.area);
  dataset->CommitTransaction();
  dataset.reset();
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nullptr);
}

}  // namespace wangge::bench
