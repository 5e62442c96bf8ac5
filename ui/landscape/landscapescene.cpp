#include "ui/landscape/landscapescene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>
#include <vtkUnsignedCharArray.h>

namespace transcope::ui {

namespace {

constexpr double HeightShare = 0.2;       // of the section's width, for the highest colour
constexpr double BaseShare = 0.01;        // lifts the surface off the tissue, so that neither shows through
constexpr double DefaultTiltDegrees = 40; // above the tissue plane
constexpr double FramingMargin = 1.1;     // room around the surface
constexpr double CameraWidths = 4;        // a parallel view is the same from any distance outside the scene
constexpr vtkIdType Unknown = -1;         // a spot without a point
constexpr double LeastTilt = 5;
constexpr double MostTilt = 89;

struct Extent
{
    double minX = 0, maxX = 1, minY = 0, maxY = 1;
    double width() const { return std::max(1.0, std::max(maxX - minX, maxY - minY)); }
};

Extent extentOf(const core::SpotTable& spots)
{
    Extent extent;
    if (spots.empty())
        return extent;
    const auto& first = spots.spots.front().centreLevel0Px;
    extent = {first.x, first.x, first.y, first.y};
    for (const auto& spot : spots.spots) {
        extent.minX = std::min(extent.minX, spot.centreLevel0Px.x);
        extent.maxX = std::max(extent.maxX, spot.centreLevel0Px.x);
        extent.minY = std::min(extent.minY, spot.centreLevel0Px.y);
        extent.maxY = std::max(extent.maxY, spot.centreLevel0Px.y);
    }
    return extent;
}

/// What points right, up and towards the viewer.
struct CameraAxes
{
    std::array<double, 3> right, up, back;
    CameraAxes(double azimuthDegrees, double elevationDegrees);
};

CameraAxes::CameraAxes(double azimuthDegrees, double elevationDegrees)
{
    const double turned = azimuthDegrees * M_PI / 180;
    const double tilt = elevationDegrees * M_PI / 180;
    right = {std::cos(turned), std::sin(turned), 0};
    up = {-std::sin(tilt) * std::sin(turned), std::sin(tilt) * std::cos(turned), std::cos(tilt)};
    back = {std::cos(tilt) * std::sin(turned), -std::cos(tilt) * std::cos(turned), std::sin(tilt)};
}

double along(const std::array<double, 3>& axis, const std::array<double, 3>& point)
{
    return axis[0] * point[0] + axis[1] * point[1] + axis[2] * point[2];
}

} // namespace

struct LandscapeScene::Impl
{
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkPolyData> surface;
    vtkNew<vtkPolyDataNormals> normals;
    vtkNew<vtkPolyDataMapper> surfaceMapper;
    vtkNew<vtkActor> surfaceActor;
    vtkNew<vtkPolyData> tissue;
    vtkNew<vtkPolyDataMapper> tissueMapper;
    vtkNew<vtkActor> tissueActor;
    vtkNew<vtkTexture> texture;
    double azimuth = 0;
    double elevation = DefaultTiltDegrees;
    std::vector<std::array<double, 3>> framed; // the spots, those without a value too: the view stays calm
    double sceneWidth = 1;
    double viewWidthPx = 3;
    double viewHeightPx = 2;
    bool followsSurface = true;

    void frameSurface();
    void placeCamera(const std::array<double, 3>& focal);
};

LandscapeScene::LandscapeScene() : m_impl(std::make_unique<Impl>())
{
    auto& scene = *m_impl;
    scene.renderer->GetActiveCamera()->ParallelProjectionOn();
    scene.renderer->SetBackgroundAlpha(1); // else a grabbed picture is transparent around the surface
    scene.normals->SetInputData(scene.surface);
    scene.normals->SplittingOff();
    scene.normals->ConsistencyOff();
    scene.surfaceMapper->SetInputConnection(scene.normals->GetOutputPort());
    scene.surfaceActor->SetMapper(scene.surfaceMapper);
    scene.surfaceActor->GetProperty()->SetAmbient(0.35);
    scene.surfaceActor->GetProperty()->SetDiffuse(0.7);
    scene.surfaceActor->GetProperty()->SetSpecular(0);
    scene.renderer->AddActor(scene.surfaceActor);

    scene.texture->InterpolateOn();
    scene.texture->RepeatOff();
    scene.texture->EdgeClampOn();
    scene.tissueMapper->SetInputData(scene.tissue);
    scene.tissueActor->SetMapper(scene.tissueMapper);
    scene.tissueActor->SetTexture(scene.texture);
    scene.tissueActor->GetProperty()->LightingOff();
    scene.tissueActor->VisibilityOff();
    scene.renderer->AddActor(scene.tissueActor);
}

LandscapeScene::~LandscapeScene() = default;

vtkRenderer* LandscapeScene::renderer() const
{
    return m_impl->renderer;
}

void LandscapeScene::setSurface(const core::SpotTable& spots, const core::SpotTriangles& triangles,
                                std::span<const float> values, const core::ColourScale& scale)
{
    const double width = extentOf(spots).width();
    vtkNew<vtkPoints> raised;
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetNumberOfComponents(3);
    m_impl->sceneWidth = width;
    m_impl->framed.clear();
    std::vector<vtkIdType> pointOf(spots.size(), Unknown);
    for (std::size_t s = 0; s < spots.size() && s < values.size(); ++s) {
        const auto& centre = spots.spots[s].centreLevel0Px;
        m_impl->framed.push_back({centre.x, -centre.y, 0});
        if (std::isnan(values[s]))
            continue;
        const double share = std::clamp(scale.shareOf(values[s]), 0.0, 1.0);
        const double height = (BaseShare + share * HeightShare) * width;
        pointOf[s] = raised->InsertNextPoint(centre.x, -centre.y, height);
        m_impl->framed.push_back({centre.x, -centre.y, height});
        const auto colour = scale.colourOf(values[s]);
        colours->InsertNextTypedTuple(colour.data());
    }
    vtkNew<vtkCellArray> polys;
    for (const auto& triangle : triangles) {
        std::array<vtkIdType, 3> corners{};
        std::ranges::transform(triangle, corners.begin(),
                               [&](int s) { return pointOf[static_cast<std::size_t>(s)]; });
        if (std::ranges::find(corners, Unknown) == corners.end())
            polys->InsertNextCell(3, corners.data());
    }
    m_impl->surface->Initialize();
    m_impl->surface->SetPoints(raised);
    m_impl->surface->SetPolys(polys);
    m_impl->surface->GetPointData()->SetScalars(colours);
    m_impl->surface->Modified();
    if (m_impl->followsSurface)
        m_impl->frameSurface();
}

void LandscapeScene::setTissue(const core::Image& thumbnail, core::SizeI sizeLevel0Px)
{
    m_impl->tissueActor->SetVisibility(!thumbnail.isEmpty());
    if (thumbnail.isEmpty())
        return;
    vtkNew<vtkImageData> image;
    image->SetDimensions(thumbnail.width, thumbnail.height, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    auto* target = static_cast<unsigned char*>(image->GetScalarPointer());
    const auto rowBytes = static_cast<std::size_t>(thumbnail.width) * 3;
    for (int y = 0; y < thumbnail.height; ++y) // VTK counts rows from the bottom
        std::copy_n(thumbnail.row(thumbnail.height - 1 - y), rowBytes, target + rowBytes * y);
    m_impl->texture->SetInputData(image);

    const auto width = static_cast<double>(sizeLevel0Px.width);
    const auto height = static_cast<double>(sizeLevel0Px.height);
    vtkNew<vtkPoints> corners;
    corners->InsertNextPoint(0, -height, 0);
    corners->InsertNextPoint(width, -height, 0);
    corners->InsertNextPoint(width, 0, 0);
    corners->InsertNextPoint(0, 0, 0);
    vtkNew<vtkCellArray> quad;
    quad->InsertNextCell({0, 1, 2, 3});
    vtkNew<vtkFloatArray> textureCoordinates;
    textureCoordinates->SetNumberOfComponents(2);
    for (const auto& [u, v] : {std::pair{0.F, 0.F}, {1.F, 0.F}, {1.F, 1.F}, {0.F, 1.F}})
        textureCoordinates->InsertNextTuple2(u, v);
    m_impl->tissue->SetPoints(corners);
    m_impl->tissue->SetPolys(quad);
    m_impl->tissue->GetPointData()->SetTCoords(textureCoordinates);
    m_impl->tissue->Modified();
}

void LandscapeScene::setBackground(double red, double green, double blue)
{
    m_impl->renderer->SetBackground(red, green, blue);
}

int LandscapeScene::triangleCount() const
{
    return static_cast<int>(m_impl->surface->GetNumberOfPolys());
}

void LandscapeScene::setViewSize(double widthPx, double heightPx)
{
    m_impl->viewWidthPx = std::max(1.0, widthPx);
    m_impl->viewHeightPx = std::max(1.0, heightPx);
    if (m_impl->followsSurface)
        m_impl->frameSurface();
}

void LandscapeScene::resetCamera()
{
    m_impl->azimuth = 0;
    m_impl->elevation = DefaultTiltDegrees;
    m_impl->followsSurface = true;
    m_impl->frameSurface();
}

void LandscapeScene::orbit(double azimuthDegrees, double elevationDegrees)
{
    m_impl->azimuth += azimuthDegrees;
    m_impl->elevation = std::clamp(m_impl->elevation + elevationDegrees, LeastTilt, MostTilt);
    if (m_impl->followsSurface) {
        m_impl->frameSurface();
        return;
    }
    std::array<double, 3> focal{};
    m_impl->renderer->GetActiveCamera()->GetFocalPoint(focal.data());
    m_impl->placeCamera(focal);
}

void LandscapeScene::pan(double rightPx, double upPx)
{
    m_impl->followsSurface = false;
    auto* camera = m_impl->renderer->GetActiveCamera();
    const double worldPerPx = 2 * camera->GetParallelScale() / m_impl->viewHeightPx;
    const CameraAxes axes(m_impl->azimuth, m_impl->elevation);
    std::array<double, 3> focal{};
    camera->GetFocalPoint(focal.data());
    for (std::size_t i = 0; i < focal.size(); ++i)
        focal[i] -= (axes.right[i] * rightPx + axes.up[i] * upPx) * worldPerPx;
    m_impl->placeCamera(focal);
}

void LandscapeScene::zoom(double factor)
{
    m_impl->followsSurface = false;
    m_impl->renderer->GetActiveCamera()->Zoom(factor);
}

void LandscapeScene::Impl::frameSurface()
{
    if (framed.empty())
        return;
    const CameraAxes axes(azimuth, elevation);
    std::array<double, 3> focal{};
    std::array<double, 2> halfSizes{};
    for (const auto* axis : {&axes.right, &axes.up, &axes.back}) {
        double least = along(*axis, framed.front());
        double most = least;
        for (const auto& point : framed) {
            least = std::min(least, along(*axis, point));
            most = std::max(most, along(*axis, point));
        }
        for (std::size_t i = 0; i < focal.size(); ++i)
            focal[i] += (*axis)[i] * (least + most) / 2;
        if (axis != &axes.back)
            halfSizes[axis == &axes.right ? 0 : 1] = (most - least) / 2;
    }
    const double halfHeight = std::max(halfSizes[1], halfSizes[0] * viewHeightPx / viewWidthPx);
    renderer->GetActiveCamera()->SetParallelScale(std::max(1.0, FramingMargin * halfHeight));
    placeCamera(focal);
}

void LandscapeScene::Impl::placeCamera(const std::array<double, 3>& focal)
{
    auto* camera = renderer->GetActiveCamera();
    const CameraAxes axes(azimuth, elevation);
    const double distance = CameraWidths * sceneWidth;
    camera->SetFocalPoint(focal.data());
    camera->SetPosition(focal[0] + distance * axes.back[0], focal[1] + distance * axes.back[1],
                        focal[2] + distance * axes.back[2]);
    camera->SetViewUp(0, 0, 1);
    renderer->ResetCameraClippingRange();
}

} // namespace transcope::ui
