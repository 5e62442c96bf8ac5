#include "ui/panels/figuredialog.h"

#include "core/map/layerset.h"
#include "ui/document/document.h"
#include "ui/language/phrasetext.h"
#include "ui/panels/genenamesedit.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

namespace transcope::ui {

FigureDialog::FigureDialog(const Document& document, const DisplayState& display, const GeneLists& lists,
                           QWidget* parent)
    : QDialog(parent), m_document(document), m_display(display),
      m_genes(new GeneNamesEdit(display.gene(), lists)),
      m_pca(new QCheckBox(tr("&Principal components as red, green and blue"))),
      m_map(new QCheckBox(tr("The current view’s &map"))),
      m_tissue(new QCheckBox(tr("The &slide under the spots"))), m_columns(new QListWidget),
      m_width(new QDoubleSpinBox), m_dpi(new QDoubleSpinBox), m_one(new QRadioButton(tr("&One figure"))),
      m_each(new QRadioButton(tr("A picture of &each gene, and a contact sheet"))),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Figure of Maps"));
    auto* form = new QFormLayout(this);
    addWhat(form);
    addRows(form);
    addColumns(form);
    addLook(form);
    form->addRow(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    update();
}

void FigureDialog::addWhat(QFormLayout* form)
{
    m_one->setChecked(true);
    form->addRow(m_one);
    form->addRow(m_each);
    connect(m_one, &QRadioButton::toggled, this, &FigureDialog::update);
}

void FigureDialog::addRows(QFormLayout* form)
{
    m_genes->setPlaceholderText(tr("DDX5, FASN"));
    form->addRow(tr("&Genes, a row each:"), m_genes);
    m_map->setVisible(m_display.gene().isEmpty());
    m_map->setChecked(m_display.gene().isEmpty());
    form->addRow(QString(), m_pca);
    form->addRow(QString(), m_map);
    connect(m_genes, &GeneNamesEdit::changed, this, &FigureDialog::update);
    connect(m_pca, &QCheckBox::toggled, this, &FigureDialog::update);
    connect(m_map, &QCheckBox::toggled, this, &FigureDialog::update);
}

/// What a run gave besides its prediction has maps of its own and no column.
void FigureDialog::addColumns(QFormLayout* form)
{
    for (const auto& open : m_document.layers()) {
        if (!open.layer->provenance.part.empty())
            continue;
        auto* item = new QListWidgetItem(translated(core::namePhrase(*open.layer)), m_columns);
        item->setData(Qt::UserRole, open.id);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    m_columns->setMaximumHeight(110);
    form->addRow(tr("&Layers, a column each:"), m_columns);
    connect(m_columns, &QListWidget::itemChanged, this, &FigureDialog::update);
}

void FigureDialog::addLook(QFormLayout* form)
{
    const core::FigureLook usual;
    m_tissue->setChecked(usual.tissue);
    m_width->setRange(30, 1000);
    m_width->setDecimals(0);
    m_width->setSuffix(tr(" mm"));
    m_width->setValue(usual.widthMm);
    m_width->setToolTip(tr("A journal’s column is some 85 mm wide, its page 180 mm"));
    m_dpi->setRange(36, 1200);
    m_dpi->setDecimals(0);
    m_dpi->setValue(usual.dpi);
    form->addRow(QString(), m_tissue);
    form->addRow(tr("&Width:"), m_width);
    form->addRow(tr("&Dots per inch:"), m_dpi);
}

/// A figure needs rows and columns.
void FigureDialog::update()
{
    m_pca->setEnabled(m_one->isChecked());
    m_map->setEnabled(m_one->isChecked());
    const auto wanted = choice();
    m_buttons->button(QDialogButtonBox::Save)
        ->setEnabled(!wanted.columns.empty() && !(wanted.genes.isEmpty() && wanted.rows.empty()));
}

FigureChoice FigureDialog::choice() const
{
    FigureChoice choice;
    choice.isBatch = m_each->isChecked();
    choice.genes = m_genes->names();
    if (!choice.isBatch && m_pca->isChecked())
        choice.rows.push_back({core::MapRecipe{core::MapKind::PcaRgb}, "PCA"});
    if (!choice.isBatch && !m_map->isHidden() && m_map->isChecked())
        choice.rows.push_back({m_display.recipeOf(m_display.current()), {}});
    for (int row = 0; row < m_columns->count(); ++row)
        if (m_columns->item(row)->checkState() == Qt::Checked)
            choice.columns.push_back(m_columns->item(row)->data(Qt::UserRole).value<LayerId>());
    choice.look = {m_tissue->isChecked(), m_width->value(), m_dpi->value()};
    return choice;
}

} // namespace transcope::ui
