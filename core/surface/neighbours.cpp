#include "core/surface/neighbours.h"

#include "core/surface/surfacesupport.h"

#include <algorithm>
#include <cmath>
#include <vtkCellArray.h>
#include <vtkDelaunay2D.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>

namespace transcope::core {

namespace {

constexpr double LongestEdgePitches = 2.5;

/// Between neighbours, as if the spots filled their bounds' longer side, squared.
double likelyPitch(vtkPoints* points)
{
    std::array<double, 6> bounds{};
    points->GetBounds(bounds.data());
    const double width = std::max({1.0, bounds[1] - bounds[0], bounds[3] - bounds[2]});
    return width / std::sqrt(static_cast<double>(points->GetNumberOfPoints()));
}

double longestEdge(const SpotTable& spots, const std::array<int, 3>& triangle)
{
    double longest = 0;
    for (std::size_t corner = 0; corner < 3; ++corner) {
        const auto& a = spots.spots[static_cast<std::size_t>(triangle[corner])].centreLevel0Px;
        const auto& b = spots.spots[static_cast<std::size_t>(triangle[(corner + 1) % 3])].centreLevel0Px;
        longest = std::max(longest, std::hypot(a.x - b.x, a.y - b.y));
    }
    return longest;
}

} // namespace

bool hasSurfaces()
{
    return true;
}

SpotTriangles neighbouringSpots(const SpotTable& spots)
{
    SpotTriangles triangles;
    if (spots.size() < 3)
        return triangles;
    vtkNew<vtkPoints> flat;
    for (const auto& spot : spots.spots)
        flat->InsertNextPoint(spot.centreLevel0Px.x, -spot.centreLevel0Px.y, 0);
    vtkNew<vtkPolyData> input;
    input->SetPoints(flat);
    vtkNew<vtkDelaunay2D> delaunay;
    delaunay->SetInputData(input);
    delaunay->Update();
    const double longest = LongestEdgePitches * spots.pitchLevel0Px.value_or(likelyPitch(flat));
    auto* polys = delaunay->GetOutput()->GetPolys();
    vtkNew<vtkIdList> ids;
    for (vtkIdType cell = 0; cell < polys->GetNumberOfCells(); ++cell) {
        polys->GetCellAtId(cell, ids);
        const std::array triangle{static_cast<int>(ids->GetId(0)), static_cast<int>(ids->GetId(1)),
                                  static_cast<int>(ids->GetId(2))};
        if (longestEdge(spots, triangle) <= longest)
            triangles.push_back(triangle);
    }
    return triangles;
}

} // namespace transcope::core
