#include "ui/panels/reportdialog.h"

#include "ui/panels/genenamesedit.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace transcope::ui {

ReportDialog::ReportDialog(const QString& gene, bool isMeasured, const GeneLists& lists, QWidget* parent)
    : QDialog(parent), m_genes(new GeneNamesEdit(gene, lists)), m_baseline(new QLineEdit)
{
    setWindowTitle(tr("Report"));
    m_genes->setPlaceholderText(tr("Those predicted best"));
    m_baseline->setPlaceholderText(tr("No baselines"));
    m_baseline->setToolTip(tr("Predictors that look at no picture are made from a folder of training "
                              "sections and stand beside the scores"));
    auto* browse = new QToolButton;
    browse->setText(QStringLiteral("…"));
    browse->setAccessibleName(tr("Folder of Training Sections"));
    connect(browse, &QToolButton::clicked, this, &ReportDialog::chooseBaseline);
    auto* baseline = new QHBoxLayout;
    baseline->addWidget(m_baseline, 1);
    baseline->addWidget(browse);
    for (QWidget* widget : {static_cast<QWidget*>(m_baseline), static_cast<QWidget*>(browse)})
        widget->setEnabled(isMeasured);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Genes of the maps:"), m_genes);
    form->addRow(tr("&Training sections:"), baseline);
    qobject_cast<QLabel*>(form->labelForField(baseline))->setBuddy(m_baseline);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ReportDialog::chooseBaseline()
{
    const auto folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of Training Sections"), m_baseline->text());
    if (!folder.isEmpty())
        m_baseline->setText(folder);
}

ReportChoice ReportDialog::choice() const
{
    return {m_genes->names(), m_baseline->text().trimmed()};
}

} // namespace transcope::ui
