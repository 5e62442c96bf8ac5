#include "ui/panels/patchpage.h"

#include "core/base/resources.h"
#include "ui/document/paths.h"
#include "ui/language/everylanguage.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace transcope::ui {

namespace {

constexpr int PatienceMilliseconds = 200;

} // namespace

PatchPage::PatchPage(Document* document, AppSettings* settings, const QStringList& workerCommand,
                     QWidget* parent)
    : QWidget(parent), m_document(document), m_settings(settings),
      m_inspection(new SpotInspection(workerCommand, this)), m_stack(new QStackedLayout(this)),
      m_notice(new QLabel), m_attention(new QCheckBox), m_view(new PatchView)
{
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->setWordWrap(true);
    m_notice->setEnabled(false);
    m_notice->setMargin(16);
    m_attention->setChecked(true);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_attention);
    layout->addWidget(m_view, 1);
    m_stack->addWidget(m_notice);
    m_stack->addWidget(page);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { say(tr("The model looks at the spot …")); });
    connect(m_attention, &QCheckBox::toggled, m_view, &PatchView::setAttentionVisible);
    connect(m_inspection, &SpotInspection::inspected, this, &PatchPage::show);
    connect(m_inspection, &SpotInspection::failed, this, &PatchPage::say);
    inEveryLanguage(this, [this] {
        m_attention->setText(tr("Where the model looks"));
        m_attention->setToolTip(
            tr("Attention of each level's cls token, which the prediction is made from, in the last mixing "
               "within the level; mean over the heads, and over the tokens that cover a place. 1 is even. "
               "It says where the model looked, not what it concluded."));
        m_view->setToolTip(
            tr("What the model takes of the spot: circle: the spot; hatched: beyond the slide"));
        inspect();
    });
}

void PatchPage::setSpot(LayerId layer, int spot)
{
    m_layer = layer;
    m_spot = spot;
    inspect();
}

void PatchPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isBehind)
        inspect();
}

QString PatchPage::notice() const
{
    return m_stack->currentIndex() == 0 ? m_notice->text() : QString();
}

QString PatchPage::weightsFile(const core::Provenance& provenance) const
{
    const QString name = QString::fromStdString(provenance.weightsName);
    if (QFileInfo(m_settings->weights()).fileName() == name && QFileInfo::exists(m_settings->weights()))
        return m_settings->weights();
    for (const auto& file : core::bundledWeights())
        if (file.filename().string() == provenance.weightsName)
            return fromPath(file);
    return {};
}

void PatchPage::inspect()
{
    m_inspection->cancel();
    m_patience.stop();
    m_isBehind = !isVisible();
    if (m_isBehind)
        return;
    const auto* painted = m_document->layer(m_layer);
    const auto* predicted = painted == nullptr || painted->kind() == core::LayerKind::Measured
                                ? m_document->prediction()
                                : painted;
    if (painted == nullptr || m_spot < 0)
        return say(tr("Click a spot on the slide to see what the model takes of it."));
    if (predicted == nullptr || predicted->layer->provenance.weightsName.empty())
        return say(tr("Patches are those that a model takes: predict the spots first."));
    const core::Provenance& provenance = predicted->layer->provenance;
    InspectionWish wish;
    wish.weights = weightsFile(provenance);
    if (wish.weights.isEmpty())
        return say(tr("The weights %1, which predicted, were not found: choose them in the panel Prediction.")
                       .arg(QString::fromStdString(provenance.weightsName)));
    wish.weightsHash = provenance.weightsHash;
    wish.attention = provenance.method == "m2ost";
    wish.slide = *m_document->slide();
    wish.scale = m_document->scale();
    const core::SpotTable& all = *painted->layer->spots;
    wish.spot = {{all.spots[static_cast<std::size_t>(m_spot)]},
                 all.lattice,
                 all.diameterLevel0Px,
                 all.pitchLevel0Px,
                 all.umPerPx};
    m_asked = wish.spot;
    m_view->clear();
    m_patience.start(PatienceMilliseconds);
    m_inspection->inspect(wish);
}

void PatchPage::show(const InspectedSpot& spot)
{
    m_patience.stop();
    m_view->setSpot(spot, m_asked, m_document->slide()->slide->sizeLevel0Px(), m_document->umPerPx());
    m_attention->setVisible(m_view->hasAttention());
    m_stack->setCurrentIndex(1);
}

void PatchPage::say(const QString& notice)
{
    m_patience.stop();
    m_view->clear();
    m_notice->setText(notice);
    m_stack->setCurrentIndex(0);
}

} // namespace transcope::ui
