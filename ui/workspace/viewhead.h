#pragma once

#include "ui/workspace/viewchoice.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QComboBox;
class QHBoxLayout;
class QToolButton;

namespace transcope::ui {

/// A layer to choose from.
struct LayerName
{
    LayerId id = 0;
    QString name;
    bool operator==(const LayerName&) const = default;
};

/// The strip above a view: its layer, its map, and what it shares with the others. A double click asks for
/// the whole room. It says what a person chose and changes nothing itself.
class ViewHead : public QWidget
{
    Q_OBJECT
public:
    explicit ViewHead(QWidget* parent = nullptr);

    void setLayers(const std::vector<LayerName>& layers);
    /// chosen: in the gene list, for a view without a map of its own.
    void setChoice(const ViewChoice& choice, const core::MapRecipe& chosen);
    /// isCurrent: commands act on it. others: there are, so that there is something to share and to close.
    void setPlace(bool isCurrent, bool others, bool isFull);
    /// Over a low view: one row at any width, with what is shared behind one button.
    void setFolded(bool folded);
    /// The least width that it has, or would have, when it is not folded.
    int leastUnfoldedWidth() const { return m_isFolded ? m_leastUnfolded : minimumSizeHint().width(); }

    QSize minimumSizeHint() const override;

signals:
    void layerChosen(transcope::ui::LayerId layer);
    void kindChosen(std::optional<transcope::core::MapKind> kind);
    void linkToggled(transcope::ui::ViewLink link, bool on);
    void pressed();
    void fullToggled();
    void closeRequested();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addLink(ViewLink link);
    void layOut();
    void showTexts();
    void refreshIcons();
    QString wordsFor(const core::MapRecipe& recipe) const;

    QComboBox* m_layer;
    QComboBox* m_map;
    std::array<QAction*, AllViewLinks.size()> m_links{};
    std::array<QToolButton*, AllViewLinks.size()> m_linkButtons{};
    QToolButton* m_allLinks; ///< of a folded head; its menu has them
    QToolButton* m_full;
    QToolButton* m_close;
    QHBoxLayout* m_choice;
    QHBoxLayout* m_tools;
    QBoxLayout* m_rows = nullptr;
    std::vector<LayerName> m_layers;
    core::MapRecipe m_chosen; ///< in the gene list
    bool m_isCurrent = false;
    bool m_canLink = false;
    bool m_isFolded = false;
    int m_leastUnfolded = 0; ///< of a folded head
};

} // namespace transcope::ui
