#pragma once

#include "ui/document/genelists.h"
#include "ui/workspace/displaystate.h"
#include "ui/workspace/figurechoice.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QDoubleSpinBox;
class QFormLayout;
class QListWidget;
class QRadioButton;

namespace transcope::ui {

class Document;
class GeneNamesEdit;

/// Asks what a figure of maps shows: genes, principal components and the current view's map as rows, layers
/// as columns, its width and resolution; or a picture of each gene with a contact sheet.
class FigureDialog : public QDialog
{
    Q_OBJECT
public:
    /// With what is shown now already chosen.
    FigureDialog(const Document& document, const DisplayState& display, const GeneLists& lists,
                 QWidget* parent = nullptr);

    FigureChoice choice() const;

private:
    void addWhat(QFormLayout* form);
    void addRows(QFormLayout* form);
    void addColumns(QFormLayout* form);
    void addLook(QFormLayout* form);
    void update();

    const Document& m_document;
    const DisplayState& m_display;
    GeneNamesEdit* m_genes;
    QCheckBox *m_pca, *m_map, *m_tissue;
    QListWidget* m_columns;
    QDoubleSpinBox *m_width, *m_dpi;
    QRadioButton *m_one, *m_each;
    QDialogButtonBox* m_buttons;
};

} // namespace transcope::ui
