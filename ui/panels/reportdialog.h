#pragma once

#include "ui/document/genelists.h"
#include "ui/workspace/figurechoice.h"

#include <QDialog>

class QLineEdit;

namespace transcope::ui {

class GeneNamesEdit;

/// Asks what a report shows besides what the session holds: genes of the maps, and training sections for
/// baselines beside the scores.
class ReportDialog : public QDialog
{
    Q_OBJECT
public:
    /// gene: what is shown now; empty: none.
    ReportDialog(const QString& gene, bool isMeasured, const GeneLists& lists, QWidget* parent = nullptr);

    ReportChoice choice() const;

private:
    void chooseBaseline();

    GeneNamesEdit* m_genes;
    QLineEdit* m_baseline;
};

} // namespace transcope::ui
