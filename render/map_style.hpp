/// Colours and widths of all sheets in one place, so that maps of one city look alike.
/// The grid fills are light (black print stays readable), differ in hue and in lightness (told apart by colour-blind readers and
/// on grey copies) and leave magenta, red, blue and black to borders, centres, water and words.
#pragma once

#include <array>
#include <string_view>

#include "render/map_sheet.hpp"

namespace wangge {

inline constexpr int kGridColours = 7;
inline constexpr std::array<std::string_view, kGridColours> kGridFill = {
    "#FFF6C2",  // straw
    "#CBE0F4",  // sky
    "#D3E8BE",  // leaf
    "#F9D7B9",  // peach
    "#DCD2EC",  // lilac
    "#BFE3DB",  // teal
    "#EFE6DC",  // sand
};

namespace style {

// Magenta (C0 M100 Y0 K0) is the customary colour of grid edges on grid division maps.
inline constexpr std::string_view kMagenta = "#E4007F";
inline constexpr std::string_view kOldBorder = "#174A8B";
inline constexpr std::string_view kInk = "#1F1F1F";
inline constexpr std::string_view kQuietInk = "#5A5650";
inline constexpr std::string_view kPaper = "#FFFFFF";
inline constexpr std::string_view kLand = "#FAF8F3";
inline constexpr std::string_view kWater = "#A9D3EE";
inline constexpr std::string_view kWaterEdge = "#5B9FCC";
inline constexpr std::string_view kWaterInk = "#1E6A9E";
inline constexpr std::string_view kCommunity = "#4B2A63";
inline constexpr std::string_view kCommunityBand = "#B99CCB";
inline constexpr std::string_view kWall = "#A5763F";
inline constexpr std::string_view kCompoundInk = "#7A5A36";
inline constexpr std::string_view kFootprintEdge = "#8A8377";
inline constexpr std::string_view kPlainFootprint = "#CFCBC4";
inline constexpr std::string_view kCentre = "#D7000F";
inline constexpr std::string_view kUncovered = "#C8102E";
inline constexpr std::string_view kWarning = "#C8102E";
inline constexpr std::string_view kRoadCasing = "#A9A397";
inline constexpr std::string_view kRoadFill = "#FFFFFF";
inline constexpr std::string_view kMainRoadCasing = "#8F7B4A";
inline constexpr std::string_view kMainRoadFill = "#EFD58B";
inline constexpr std::string_view kExpresswayCasing = "#8A5A1E";
inline constexpr std::string_view kExpresswayFill = "#F0AE55";
inline constexpr std::string_view kRailway = "#2B2B2B";

// Denominators beyond which things are smaller than the lines they would be drawn with; legends ask for the same figures.
inline constexpr double kFootprintScale = 16000, kPlainFootprintScale = 32000, kCellScale = 9000, kCompoundScale = 20000,
                        kCompoundNameScale = 9000, kBuildingNameScale = 4500;
inline constexpr double kUnnamedRoadScale = 9000, kNamedRoadScale = 40000, kRoadNameScale = 30000, kGateScale = 6000;

inline constexpr std::array<std::string_view, 5> kFootprintFill = {"#DDD3C3", "#E7B9A3", "#DDB7CF", "#C4B08E", "#D4D4D2"};
/// From the smallest to the largest radius; more bands than colours share the last one.
inline constexpr std::array<std::string_view, 4> kBandFill = {"#7FC8A2", "#B5DDB0", "#E0EECA", "#F3F4DE"};
inline constexpr std::array<std::string_view, 4> kBandEdge = {"#2F8560", "#5DA36A", "#9DBF7A", "#BDBF95"};

}  // namespace style
}  // namespace wangge
