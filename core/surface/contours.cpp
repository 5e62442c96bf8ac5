#include "core/surface/contours.h"

#include <algorithm>
#include <cmath>
#include <vtkCellArray.h>
#include <vtkContourFilter.h>
#include <vtkDoubleArray.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkStripper.h>

namespace transcope::core {

namespace {

/// The ground's triangles whose corners all have a value.
vtkNew<vtkPolyData> surfaceOf(const SpotGround& ground, const std::vector<float>& heights)
{
    vtkNew<vtkPoints> points;
    points->SetDataTypeToDouble(); // a slide has more px than a float tells apart
    vtkNew<vtkDoubleArray> scalars;
    for (std::size_t p = 0; p < heights.size(); ++p) {
        const auto& at = ground.points().spots[p].centreLevel0Px;
        points->InsertNextPoint(at.x, at.y, 0);
        scalars->InsertNextValue(std::isnan(heights[p]) ? 0 : static_cast<double>(heights[p]));
    }
    vtkNew<vtkCellArray> polys;
    for (const auto& triangle : ground.triangles()) {
        if (std::ranges::any_of(triangle,
                                [&](int p) { return std::isnan(heights[static_cast<std::size_t>(p)]); }))
            continue;
        polys->InsertNextCell({triangle[0], triangle[1], triangle[2]});
    }
    vtkNew<vtkPolyData> surface;
    surface->SetPoints(points);
    surface->SetPolys(polys);
    surface->GetPointData()->SetScalars(scalars);
    return surface;
}

void addLines(std::vector<ContourLine>& lines, vtkPolyData* joined, double level)
{
    vtkNew<vtkIdList> ids;
    for (vtkIdType cell = 0; cell < joined->GetLines()->GetNumberOfCells(); ++cell) {
        joined->GetLines()->GetCellAtId(cell, ids);
        ContourLine line{level, {}};
        for (vtkIdType i = 0; i < ids->GetNumberOfIds(); ++i) {
            std::array<double, 3> at{};
            joined->GetPoints()->GetPoint(ids->GetId(i), at.data());
            line.pointsLevel0Px.push_back({at[0], at[1]});
        }
        lines.push_back(std::move(line));
    }
}

} // namespace

std::vector<ContourLine> contourLines(const SpotGround& ground, std::span<const float> values,
                                      const std::vector<double>& levels)
{
    const auto surface = surfaceOf(ground, ground.heights(values));
    std::vector<ContourLine> lines;
    for (const double level : levels) {
        vtkNew<vtkContourFilter> filter;
        filter->SetInputData(surface);
        filter->ComputeScalarsOff();
        filter->SetValue(0, level);
        vtkNew<vtkStripper> joiner;
        joiner->SetInputConnection(filter->GetOutputPort());
        joiner->JoinContiguousSegmentsOn();
        joiner->SetMaximumLength(100'000);
        joiner->Update();
        addLines(lines, joiner->GetOutput(), level);
    }
    return lines;
}

} // namespace transcope::core
