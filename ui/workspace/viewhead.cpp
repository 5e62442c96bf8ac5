#include "ui/workspace/viewhead.h"

#include "ui/language/everylanguage.h"
#include "ui/workspace/elidedcombo.h"
#include "ui/workspace/linkicon.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>

namespace transcope::ui {

namespace {

constexpr int AsChosen = -1; ///< stands for no kind of its own
constexpr int CurrentMarkPx = 2;
constexpr int OneRowPx = 400;   ///< narrower heads have two, where they are not folded
constexpr int LeastLetters = 8; ///< of a choice
constexpr int LeastLettersFolded = 3;
constexpr int ClickStretch = 2; ///< index, in the row of choices, of the place to click on

QToolButton* flatButton()
{
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QComboBox* flatCombo()
{
    auto* combo = new ElidedCombo;
    combo->setFrame(false);
    combo->setFocusPolicy(Qt::TabFocus); // a wheel over it must not change it by accident
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    combo->setMinimumContentsLength(LeastLetters);
    combo->setIconSize({0, 0}); // no room for icons, which there are none of
    return combo;
}

void setName(QWidget* widget, const QString& name)
{
    widget->setToolTip(name);
    widget->setAccessibleName(name);
}

/// Of the list of maps, after what is chosen and a line.
struct KindText
{
    core::MapKind kind;
    QString name;
    QString meaning;
};
std::vector<KindText> kindTexts()
{
    using core::MapKind;
    return {
        {MapKind::Gene, ViewHead::tr("Gene"), ViewHead::tr("The gene chosen last")},
        {MapKind::Difference, ViewHead::tr("Residual"), ViewHead::tr("The gene, predicted minus measured")},
        {MapKind::Disagreement, ViewHead::tr("Disagreement"),
         ViewHead::tr("The gene: how far the methods differ")},
        {MapKind::Correlation, ViewHead::tr("Correlation"),
         ViewHead::tr("Of prediction and measurement in each spot")},
        {MapKind::PcaFirst, ViewHead::tr("First component"),
         ViewHead::tr("First principal component of the layer")},
        {MapKind::PcaRgb, ViewHead::tr("PCA colours"),
         ViewHead::tr("Three principal components as red, green, blue")},
        {MapKind::Padded, ViewHead::tr("Border spots"),
         ViewHead::tr("Whether a patch reached beyond the slide")},
    };
}

} // namespace

ViewHead::ViewHead(QWidget* parent)
    : QWidget(parent), m_layer(flatCombo()), m_map(flatCombo()), m_allLinks(flatButton()),
      m_full(flatButton()), m_close(flatButton()), m_choice(new QHBoxLayout), m_tools(new QHBoxLayout)
{
    m_map->addItem({}, AsChosen);
    m_map->insertSeparator(1);
    for (const auto& text : kindTexts())
        m_map->addItem({}, static_cast<int>(text.kind));

    m_choice->setSpacing(2);
    m_choice->addWidget(m_layer, 2);
    m_choice->addWidget(m_map, 2);
    m_choice->addStretch(1); // to click on
    m_tools->setSpacing(0);
    m_allLinks->setMenu(new QMenu(m_allLinks));
    m_allLinks->setPopupMode(QToolButton::InstantPopup);
    m_allLinks->setIconSize(LinkIconSize);
    for (const auto link : AllViewLinks)
        addLink(link);
    m_tools->addWidget(m_allLinks);
    m_tools->addWidget(m_full);
    m_tools->addWidget(m_close);
    m_tools->addStretch(1);
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_rows->setSpacing(0);
    m_rows->addLayout(m_choice, 1);
    m_rows->addLayout(m_tools);
    refreshIcons();
    inEveryLanguage(this, [this] { showTexts(); });

    connect(m_layer, &QComboBox::activated, this,
            [this] { emit layerChosen(m_layer->currentData().toULongLong()); });
    connect(m_map, &QComboBox::activated, this, [this] {
        const int kind = m_map->currentData().toInt();
        emit kindChosen(kind == AsChosen ? std::nullopt : std::optional(static_cast<core::MapKind>(kind)));
    });
    connect(m_full, &QToolButton::clicked, this, &ViewHead::fullToggled);
    connect(m_close, &QToolButton::clicked, this, &ViewHead::closeRequested);
}

void ViewHead::showTexts()
{
    setName(m_layer, tr("Layer of this view"));
    setName(m_map, tr("Map of this view"));
    setName(m_full, tr("All the room for this view, or back (double click)"));
    setName(m_close, tr("Close this view"));
    const auto nameLink = [this](ViewLink link, const QString& name) {
        m_links[static_cast<std::size_t>(link)]->setText(name);
        setName(m_linkButtons[static_cast<std::size_t>(link)], name);
    };
    setName(m_allLinks, tr("What this view shares with the others"));
    nameLink(ViewLink::Place, tr("Place and zoom as in the other views"));
    nameLink(ViewLink::Rotation, tr("Turned as the other views"));
    nameLink(ViewLink::Gene, tr("Gene as in the other views"));
    nameLink(ViewLink::Range, tr("One colour range with the other views, where they show the same quantity"));
    for (const auto& [kind, name, meaning] : kindTexts()) {
        const int item = m_map->findData(static_cast<int>(kind));
        m_map->setItemText(item, name);
        m_map->setItemData(item, meaning, Qt::ToolTipRole);
    }
    m_map->setItemText(0, wordsFor(m_chosen));
    m_map->view()->setMinimumWidth(m_map->sizeHint().width() + 2 * m_map->fontMetrics().averageCharWidth());
    if (m_layer->count() > 0)
        m_layer->setItemText(m_layer->count() - 1, tr("Slide alone"));
}

void ViewHead::addLink(ViewLink link)
{
    auto* action = m_allLinks->menu()->addAction(QString());
    action->setCheckable(true);
    auto* button = flatButton();
    button->setDefaultAction(action);
    button->setIconSize(LinkIconSize);
    m_links[static_cast<std::size_t>(link)] = action;
    m_linkButtons[static_cast<std::size_t>(link)] = button;
    m_tools->addWidget(button);
    connect(action, &QAction::triggered, this, [this, link](bool on) { emit linkToggled(link, on); });
}

void ViewHead::refreshIcons()
{
    for (const auto link : AllViewLinks)
        m_links[static_cast<std::size_t>(link)]->setIcon(linkIcon(link, palette(), devicePixelRatioF()));
    m_allLinks->setIcon(m_links.front()->icon());
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
    m_chosen = chosen;
    m_map->setItemText(0, wordsFor(chosen));
    m_map->setCurrentIndex(m_map->findData(choice.kind ? static_cast<int>(*choice.kind) : AsChosen));
    m_map->setEnabled(choice.layer != 0);
    for (const auto link : AllViewLinks)
        m_links[static_cast<std::size_t>(link)]->setChecked(choice.isLinked(link));
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
    m_canLink = others && !isFull;
    layOut();
    m_full->setVisible(others);
    m_close->setVisible(others);
    m_isCurrent = isCurrent && others && !isFull;
    update();
}

QSize ViewHead::minimumSizeHint() const
{
    if (m_isFolded)
        return QWidget::minimumSizeHint();
    // Narrower than one row needs it has two.
    const auto margins = m_rows->contentsMargins();
    return {std::max(m_layer->minimumSizeHint().width() + m_map->minimumSizeHint().width(),
                     m_tools->minimumSize().width()) +
                margins.left() + margins.right(),
            QWidget::minimumSizeHint().height()};
}

void ViewHead::setFolded(bool folded)
{
    if (folded == m_isFolded)
        return;
    m_leastUnfolded = leastUnfoldedWidth();
    m_isFolded = folded;
    layOut();
}

void ViewHead::layOut()
{
    m_rows->setDirection(width() < OneRowPx && !m_isFolded ? QBoxLayout::TopToBottom
                                                           : QBoxLayout::LeftToRight);
    for (auto* button : m_linkButtons)
        button->setVisible(m_canLink && !m_isFolded);
    m_allLinks->setVisible(m_canLink && m_isFolded);
    for (auto* combo : {m_layer, m_map})
        combo->setMinimumContentsLength(m_isFolded ? LeastLettersFolded : LeastLetters);
    const int margin = m_isFolded ? 0 : 2;
    m_rows->setContentsMargins(4, margin, 2, margin + CurrentMarkPx);
    m_choice->setStretch(ClickStretch, m_isFolded ? 0 : 1);
}

void ViewHead::resizeEvent(QResizeEvent*)
{
    layOut();
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
