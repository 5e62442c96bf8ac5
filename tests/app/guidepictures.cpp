#include "tests/app/guidepictures.h"

#include "ui/itemmodels/genelistmodel.h"
#include "ui/panels/genepanel.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/selectioncontroller.h"
#include "ui/workspace/regioncontroller.h"

#include <QDockWidget>
#include <QTest>
#include <QTreeView>

namespace transcope::tests {

namespace {

constexpr QSize Whole{1360, 800}, Part{1120, 640}, Wide{1600, 1000};
constexpr int SettledMs = 180'000;
constexpr int ChecksWanted = 30; // a refresh may still be on its way after the first
const QString Measured = QStringLiteral("Measured"), M2ost = QStringLiteral("M2OST"),
              Ridge = QStringLiteral("Ridge on ST-Net");
const QString Gene = QStringLiteral("DDX5");
const QString UnlearntGene = QStringLiteral("COX8A");

} // namespace

GuidePictures::GuidePictures(const QString& folder)
    : m_folder(folder + QLatin1Char('/')), m_settings(m_folder + QStringLiteral("settings.ini")),
      m_window(&m_settings, QStringList())
{
}

const QMap<QString, QImage>& GuidePictures::take()
{
    m_window.restoreLayout(Whole);
    m_window.show();
    m_isRight = open(QStringLiteral("demo.transcope"));
    regions();
    firstFigure();
    readingAMap();
    m_window.document()->importLayers(m_folder + QStringLiteral("ridge.h5ad"));
    m_isRight = settle();
    m_window.document()->showLayer(m_window.document()->layerNamed(M2ost)); // panels speak of it
    comparing();
    readme();
    return m_pictures;
}

/// The region that the guide's commands brought, and its genes; it is gone afterwards.
void GuidePictures::regions()
{
    arrange(Part, {QStringLiteral("regions")});
    m_window.resizeDocks({dock("regions")}, {420}, Qt::Horizontal);
    showViews({viewOf(M2ost)});
    const bool isThere = m_window.regions()->all().size() == 1;
    m_isRight = m_isRight && isThere;
    if (isThere)
        m_window.regions()->setCurrent(0);
    keep(QStringLiteral("regions.png"));
    if (isThere)
        m_window.regionController()->remove(0);
}

void GuidePictures::firstFigure()
{
    arrange(Whole, {QStringLiteral("prediction"), QStringLiteral("genes"), QStringLiteral("inspector"),
                    QStringLiteral("display")});
    showViews({viewOf(Measured), viewOf(M2ost)});
    const auto* measured = m_window.document()->measured();
    m_isRight = m_isRight && measured != nullptr;
    if (m_isRight)
        m_window.selection()->select(measured->id, static_cast<int>(measured->layer->spots->size() / 2));
    keep(QStringLiteral("first-figure.png"));
    m_window.selection()->clear();
}

/// A gene that the weights have not learnt, at the head of the list; each map in a range of its own.
void GuidePictures::readingAMap()
{
    arrange(Part, {QStringLiteral("genes")});
    auto ofItsOwn = viewOf(M2ost);
    ofItsOwn.setLinked(ui::ViewLink::Range, false);
    showViews({viewOf(Measured), ofItsOwn});
    auto* list = m_window.findChild<ui::GenePanel*>()->findChild<QTreeView*>();
    list->sortByColumn(ui::GeneListModel::HeldOutColumn, Qt::AscendingOrder);
    m_window.display()->setGene(UnlearntGene);
    keep(QStringLiteral("reading-a-map.png"));
    list->sortByColumn(ui::GeneListModel::NameColumn, Qt::AscendingOrder);
}

/// One method's map swept over the other's, what both miss, and where they disagree.
void GuidePictures::comparing()
{
    arrange(Part, {QStringLiteral("layers"), QStringLiteral("genes")});
    auto swept = viewOf(M2ost);
    swept.beside = ui::Beside::Swipe;
    showViews({swept, viewOf(Ridge), viewOf(M2ost, core::MapKind::Difference),
               viewOf(M2ost, core::MapKind::Disagreement)});
    keep(QStringLiteral("comparing.png"));
}

void GuidePictures::readme()
{
    arrange(Wide, {QStringLiteral("prediction"), QStringLiteral("layers"), QStringLiteral("genes"),
                   QStringLiteral("display"), QStringLiteral("inspector"), QStringLiteral("correlation"),
                   QStringLiteral("landscape")});
    m_window.resizeDocks({dock("correlation"), dock("landscape")}, {520, 380}, Qt::Horizontal);
    showViews({viewOf(Measured), viewOf(M2ost), viewOf(Ridge), viewOf(M2ost, core::MapKind::Difference)});
    const auto* measured = m_window.document()->measured();
    m_isRight = m_isRight && measured != nullptr;
    if (m_isRight)
        m_window.selection()->select(measured->id, static_cast<int>(measured->layer->spots->size() / 2));
    keep(QStringLiteral("viewer-demo.png"));
}

bool GuidePictures::open(const QString& file)
{
    auto* document = m_window.document();
    document->open(m_folder + file);
    if (!settle() || document->slide() == nullptr)
        return false;
    if (document->measured() == nullptr)
        document->openExpression(m_folder + QStringLiteral("demo/counts.tsv.gz"));
    return settle() && document->measured() != nullptr;
}

bool GuidePictures::settle()
{
    int checks = 0;
    return QTest::qWaitFor(
        [&] {
            checks = m_window.isSettled() ? checks + 1 : 0;
            return checks >= ChecksWanted;
        },
        SettledMs);
}

void GuidePictures::arrange(const QSize& size, const QStringList& panels)
{
    m_window.resize(size);
    m_isRight = settle() && m_isRight;
    for (auto* dock : m_window.findChildren<QDockWidget*>())
        dock->setVisible(panels.contains(dock->objectName()));
    for (auto* dock : m_window.findChildren<QDockWidget*>())
        if (dock->isVisible() && dock->objectName() == panels.front())
            dock->raise();
}

QDockWidget* GuidePictures::dock(const char* name)
{
    return m_window.findChild<QDockWidget*>(QLatin1String(name));
}

void GuidePictures::showViews(const std::vector<ui::ViewChoice>& views)
{
    auto* display = m_window.display();
    display->setViews(views);
    display->setCurrent(0);
    display->setArrangement(views.size() > 2 ? ui::Arrangement::Grid : ui::Arrangement::Row);
    display->setGene(Gene);
    for (const auto& view : views)
        m_isRight = m_isRight && view.layer != 0;
}

ui::ViewChoice GuidePictures::viewOf(const QString& layer, std::optional<core::MapKind> kind)
{
    ui::ViewChoice view;
    view.layer = m_window.document()->layerNamed(layer);
    view.kind = kind;
    return view;
}

void GuidePictures::keep(const QString& name)
{
    m_isRight = settle() && m_isRight;
    m_window.messageBar()->clear(); // what was said on the way
    m_isRight = settle() && m_isRight;
    m_window.workspace()->zoomToFit();
    m_isRight = settle() && m_isRight;
    m_pictures.insert(name, m_isRight ? m_window.grab().toImage() : QImage());
}

} // namespace transcope::tests
