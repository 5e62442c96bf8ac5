#pragma once

#include "core/figure/mapgrid.h"

namespace transcope::core {

/// Cells as texts; numbers stand at the right of their column, the first column at the left.
struct ReportTable
{
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows; ///< each as long as head
};

/// A heading and what stands under it, in this order.
struct ReportPart
{
    std::string heading;
    std::vector<std::string> texts; ///< a paragraph each
    std::optional<ReportTable> table;
    std::optional<MapGrid> maps;      ///< drawn as wide as the page allows, whatever its widthMm
    std::vector<std::string> remarks; ///< small, after the rest
};

struct Report
{
    std::string title;
    std::string foot; ///< on each page, with its number
    std::vector<ReportPart> parts;
};

/// Sets a report on A4 pages of a .pdf. Gives the number of pages. Errors: those of writeMapGrid();
/// Unsupported for another ending; InvalidArgument where a table's rows have other lengths than its head.
Result<int> writeReport(const Report& report, const std::filesystem::path& out, std::stop_token stop = {});

} // namespace transcope::core
