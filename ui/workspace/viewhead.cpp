#include "ui/workspace/viewhead.h"

#include "ui/workspace/linkicon.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>

namespace transcope::ui {

namespace {

constexpr int AsChosen = -1; ///< stands for no kind of its own
constexpr int CurrentMarkPx = 2;
constexpr int OneRowPx = 400; ///< narrower heads have two

QToolButton* flatButton(const QString& name)
{
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QComboBox* flatCombo(const QString& name)
{
    auto* combo = new QComboBox;
    combo->setFrame(false);
    combo->setToolTip(name);
    combo->setAccessibleName(name);
    combo->setFocusPolicy(Qt::TabFocus); // a wheel over it must not change it by accident
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    combo->setMinimumContentsLength(8);
    return combo;
}

} // namespace

ViewHead::ViewHead(QWidget* parent)
    : QWidget(parent), m_layer(flatCombo(tr("Layer of this view"))), m_map(flatCombo(tr("Map of this view"))),
      m_full(flatButton(tr("All the room for this view, or back (double click)"))),
      m_close(flatButton(tr("Close this view"))), m_tools(new QHBoxLayout)
{
    m_map->addItem({}, AsChosen);
    m_map->insertSeparator(1);
    const auto add = [this](const QString& text, core::MapKind kind, const QString& meaning) {
        m_map->addItem(text, static_cast<int>(kind));
        m_map->setItemData(m_map->count() - 1, meaning, Qt::ToolTipRole);
    };
    add(tr("Gene"), core::MapKind::Gene, tr("The gene chosen last"));
    add(tr("Residual"), core::MapKind::Difference, tr("The gene, predicted minus measured"));
    add(tr("Disagreement"), core::MapKind::Disagreement, tr("The gene: how far the methods differ"));
    add(tr("Correlation"), core::MapKind::Correlation, tr("Of prediction and measurement in each spot"));
    add(tr("First component"), core::MapKind::PcaFirst, tr("First principal component of the layer"));
    add(tr("PCA colours"), core::MapKind::PcaRgb, tr("Three principal components as red, green, blue"));
    add(tr("Border spots"), core::MapKind::Padded, tr("Whether a patch reached beyond the slide"));
    m_map->view()->setMinimumWidth(m_map->sizeHint().width() + 2 * m_map->fontMetrics().averageCharWidth());

    auto* choice = new QHBoxLayout;
    choice->setSpacing(2);
    choice->addWidget(m_layer);
    choice->addWidget(m_map);
    choice->addStretch(1); // to click on
    m_tools->setSpacing(0);
    addLink(ViewLink::Place, tr("Place and zoom as in the other views"));
    addLink(ViewLink::Rotation, tr("Turned as the other views"));
    addLink(ViewLink::Gene, tr("Gene as in the other views"));
    addLink(ViewLink::Range, tr("One colour range with the other views, where they show the same quantity"));
    m_tools->addWidget(m_full);
    m_tools->addWidget(m_close);
    m_tools->addStretch(1);
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_rows->setContentsMargins(4, 2, 2, 2 + CurrentMarkPx);
    m_rows->setSpacing(0);
    m_rows->addLayout(choice, 1);
    m_rows->addLayout(m_tools);
    refreshIcons();

    connect(m_layer, &QComboBox::activated, this,
            [this] { emit layerChosen(m_layer->currentData().toULongLong()); });
    connect(m_map, &QComboBox::activated, this, [this] {
        const int kind = m_map->currentData().toInt();
        emit kindChosen(kind == AsChosen ? std::nullopt : std::optional(static_cast<core::MapKind>(kind)));
    });
    connect(m_full, &QToolButton::clicked, this, &ViewHead::fullToggled);
    connect(m_close, &QToolButton::clicked, this, &ViewHead::closeRequested);
}

void ViewHead::addLink(ViewLink link, const QString& what)
{
    auto* button = flatButton(what);
    button->setCheckable(true);
    button->setIconSize(LinkIconSize);
    m_links[static_cast<std::size_t>(link)] = button;
    m_tools->addWidget(button);
    connect(button, &QToolButton::toggled, this, [this, link](bool on) { emit linkToggled(link, on); });
}

void ViewHead::refreshIcons()
{
    for (const auto link : AllViewLinks)
        m_links[static_cast<std::size_t>(link)]->setIcon(linkIcon(link, palette(), devicePixelRatioF()));
    m_full->setIcon(fullIcon(palette(), devicePixelRatioF()));
    m_close->setIcon(closeIcon(palette(), devicePixelRatioF()));
}

void ViewHead::setLayers(const std::vector<LayerName>& layers)
{
    if (layers == m_layers && m_layer->count() > 0)
        return;
    m_layers = layers;
    const QSignalBlocker quiet(m_layer);
    m_layer->clear();
    for (const auto& [id, name] : layers)
        m_layer->addItem(name, id);
    m_layer->addItem(tr("Slide alone"), LayerId(0));
}

void ViewHead::setChoice(const ViewChoice& choice, const core::MapRecipe& chosen)
{
    const QSignalBlocker quietLayer(m_layer);
    const QSignalBlocker quietMap(m_map);
    m_layer->setCurrentIndex(m_layer->findData(choice.layer));
    m_map->setItemText(0, wordsFor(chosen));
    m_map->setCurrentIndex(m_map->findData(choice.kind ? static_cast<int>(*choice.kind) : AsChosen));
    m_map->setEnabled(choice.layer != 0);
    for (const auto link : AllViewLinks) {
        auto* button = m_links[static_cast<std::size_t>(link)];
        const QSignalBlocker quiet(button);
        button->setChecked(choice.isLinked(link));
    }
}

QString ViewHead::wordsFor(const core::MapRecipe& recipe) const
{
    if (!recipe.title.empty() || !recipe.column.empty())
        return QString::fromStdString(recipe.title.empty() ? recipe.column : recipe.title);
    QStringList genes;
    for (const auto& gene : recipe.genes)
        genes << QString::fromStdString(gene);
    return genes.isEmpty() ? m_map->itemText(m_map->findData(static_cast<int>(recipe.kind)))
                           : genes.join(QStringLiteral(" + "));
}

void ViewHead::setPlace(bool isCurrent, bool others, bool isFull)
{
    for (auto* button : m_links)
        button->setVisible(others && !isFull);
    m_full->setVisible(others);
    m_close->setVisible(others);
    m_isCurrent = isCurrent && others && !isFull;
    update();
}

QSize ViewHead::minimumSizeHint() const
{
    // Narrower than one row needs it has two.
    const auto margins = m_rows->contentsMargins();
    return {std::max(m_layer->minimumSizeHint().width() + m_map->minimumSizeHint().width(),
                     m_tools->minimumSize().width()) +
                margins.left() + margins.right(),
            QWidget::minimumSizeHint().height()};
}

void ViewHead::resizeEvent(QResizeEvent*)
{
    m_rows->setDirection(width() < OneRowPx ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ViewHead::mousePressEvent(QMouseEvent* event)
{
    emit pressed();
    event->accept();
}

void ViewHead::mouseDoubleClickEvent(QMouseEvent* event)
{
    emit fullToggled();
    event->accept();
}

void ViewHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshIcons();
}

void ViewHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    if (m_isCurrent)
        painter.fillRect(QRect(0, height() - CurrentMarkPx, width(), CurrentMarkPx),
                         palette().color(QPalette::Highlight));
}

} // namespace transcope::ui
