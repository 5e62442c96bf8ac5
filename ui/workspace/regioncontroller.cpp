#include "ui/workspace/regioncontroller.h"

#include "core/base/try.h"
#include "core/region/regionfile.h"
#include "ui/document/paths.h"
#include "ui/slideview/regionpath.h"
#include "ui/slideview/viewport.h"

#include <QFileInfo>
#include <algorithm>
#include <variant>

namespace transcope::ui {

namespace {

/// That stand out from H&E and from viridis.
constexpr std::array<core::Rgb, 6> NewColours{
    {{255, 140, 0}, {0, 190, 255}, {255, 60, 170}, {120, 255, 60}, {255, 214, 10}, {150, 110, 255}}};

} // namespace

RegionController::RegionController(Document* document, Regions* regions, Steps* steps, DisplayState* display,
                                   Workspace* workspace, QObject* parent)
    : QObject(parent), m_document(document), m_regions(regions), m_steps(steps), m_workspace(workspace)
{
    connect(regions, &Regions::changed, this, &RegionController::show);
    connect(regions, &Regions::failed, this, &RegionController::failed);
    connect(display, &DisplayState::changed, this, [this] {
        if (m_workspace->count() != m_views) {
            show();
            showTool();
        }
    });
    connect(workspace, &Workspace::regionClicked, regions, &Regions::setCurrent);
    connect(workspace, &Workspace::regionEdited, this,
            [this](int region, const std::vector<core::Polygon>& polygons) {
                region < 0 ? add(polygons) : reshape(region, polygons);
            });
    connect(document, &Document::slideChanged, this, [this] { m_files.cancel(); });
}

void RegionController::show()
{
    m_views = m_workspace->count();
    for (int view = 0; view < m_workspace->count(); ++view)
        m_workspace->view(view)->setRegions(m_regions->all(), m_regions->current());
}

void RegionController::showTool()
{
    for (int view = 0; view < m_workspace->count(); ++view)
        m_workspace->view(view)->setRegionTool(m_tool);
}

void RegionController::setTool(RegionTool tool)
{
    if (tool == m_tool)
        return;
    m_tool = tool;
    showTool();
    emit toolChanged();
}

bool RegionController::cancel()
{
    bool dropped = false;
    for (int view = 0; view < m_workspace->count(); ++view)
        dropped = m_workspace->view(view)->dropRegion() || dropped;
    if (dropped || m_tool == RegionTool::None)
        return dropped;
    setTool(RegionTool::None);
    return true;
}

QString RegionController::nameOf(int region) const
{
    const auto& name = core::calledName(m_regions->all()[static_cast<std::size_t>(region)]);
    return name.empty() ? tr("the region") : QString::fromStdString(name);
}

QString RegionController::freeName() const
{
    for (std::size_t number = m_regions->all().size() + 1;; ++number) {
        const QString name = tr("Region %1").arg(number);
        if (std::ranges::find(m_regions->all(), name.toStdString(), &core::Region::name) ==
            m_regions->all().end())
            return name;
    }
}

void RegionController::add(std::vector<core::Polygon> polygons)
{
    const int place = static_cast<int>(m_regions->all().size());
    core::Region region{freeName().toStdString(),
                        {},
                        NewColours[static_cast<std::size_t>(place) % NewColours.size()],
                        std::move(polygons)};
    m_steps->make(
        tr("Take %1 away").arg(QString::fromStdString(region.name)),
        [this, place, region] { m_regions->replace(place, 0, {region}); },
        [this, place] { m_regions->replace(place, 1, {}); });
}

void RegionController::replace(const QString& undoText, int region, core::Region by)
{
    m_steps->make(
        undoText, [this, region, by = std::move(by)] { m_regions->replace(region, 1, {by}); },
        [this, region, before = m_regions->all()[static_cast<std::size_t>(region)]] {
            m_regions->replace(region, 1, {before});
        });
}

void RegionController::reshape(int region, std::vector<core::Polygon> polygons)
{
    if (polygons.empty()) {
        remove(region);
        return;
    }
    auto by = m_regions->all()[static_cast<std::size_t>(region)];
    by.polygons = std::move(polygons);
    replace(tr("Give %1 its shape back").arg(nameOf(region)), region, std::move(by));
}

void RegionController::rename(int region, const QString& name)
{
    auto by = m_regions->all()[static_cast<std::size_t>(region)];
    if (core::calledName(by) == name.toStdString())
        return;
    by.name = name.toStdString();
    replace(tr("Name it %1 again").arg(nameOf(region)), region, std::move(by));
}

void RegionController::recolour(int region, core::Rgb colour)
{
    auto by = m_regions->all()[static_cast<std::size_t>(region)];
    if (by.colour == colour)
        return;
    by.colour = colour;
    replace(tr("Give %1 its colour back").arg(nameOf(region)), region, std::move(by));
}

void RegionController::remove(int region)
{
    m_steps->make(
        tr("Bring back %1").arg(nameOf(region)), [this, region] { m_regions->replace(region, 1, {}); },
        [this, region, before = m_regions->all()[static_cast<std::size_t>(region)]] {
            m_regions->replace(region, 0, {before});
        });
}

void RegionController::addOfView()
{
    const auto& view = *m_workspace->currentView();
    const auto size = m_document->slide()->slide->sizeLevel0Px();
    QPainterPath slide;
    slide.addRect(0, 0, double(size.width), double(size.height));
    QPainterPath seen;
    seen.addPolygon(Viewport(QSizeF(view.size()), view.devicePixelRatioF(), view.view()).outlineLevel0Px());
    seen.closeSubpath();
    if (auto polygons = polygonsOf(seen.intersected(slide)); !polygons.empty())
        add(std::move(polygons));
}

void RegionController::zoomTo(int region)
{
    const auto& polygons = m_regions->all()[static_cast<std::size_t>(region)].polygons;
    const auto* view = m_workspace->currentView();
    constexpr double Around = 0.15; // of it, so that it is seen where it lies
    const QRectF bounds = pathOf(polygons).controlPointRect();
    const double margin = Around * std::max(bounds.width(), bounds.height());
    m_workspace->setView(fittingView(QSizeF(view->size()), bounds.adjusted(-margin, -margin, margin, margin),
                                     view->view().rotationDegrees));
}

void RegionController::importFile(const QString& path)
{
    if (m_document->slide() == nullptr) {
        emit failed(tr("Open the slide first: regions lie on it."));
        return;
    }
    m_files.start(
        [file = toPath(path)](const core::ProgressFn&, std::stop_token) { return core::readRegions(file); },
        [this, path](core::Result<core::RegionFile> read) {
            if (!read) {
                emit failed(QString::fromStdString(read.error().text()));
                return;
            }
            QStringList notes;
            for (const auto& note : read->notes)
                notes << QString::fromStdString(note);
            take(std::move(read->regions), QFileInfo(path).fileName(), notes.join(QStringLiteral(". ")));
        });
}

void RegionController::take(std::vector<core::Region> imported, const QString& file, const QString& notes)
{
    std::erase_if(imported, [this](const core::Region& region) {
        return std::ranges::find(m_regions->all(), region) != m_regions->all().end();
    });
    const int place = static_cast<int>(m_regions->all().size()), count = static_cast<int>(imported.size());
    if (count > 0)
        m_steps->make(
            tr("Take the regions of %1 away").arg(file),
            [this, place, imported] { m_regions->replace(place, 0, imported); },
            [this, place, count] { m_regions->replace(place, count, {}); });
    emit this->imported(count, file, notes);
}

void RegionController::exportFile(const QString& path)
{
    m_files.start(
        [file = toPath(path), regions = m_regions->all()](const core::ProgressFn&,
                                                          std::stop_token) -> core::Result<std::monostate> {
            TRY_RUN(core::writeRegions(file, regions));
            return std::monostate();
        },
        [this, path](core::Result<std::monostate> written) {
            if (written)
                emit exported(path);
            else
                emit failed(QString::fromStdString(written.error().text()));
        });
}

} // namespace transcope::ui
