#pragma once

#include "ui/document/genelists.h"

#include <QStringList>
#include <QWidget>

class QLineEdit;

namespace transcope::ui {

/// A line of gene names, which can be taken from one of the user's lists.
class GeneNamesEdit : public QWidget
{
    Q_OBJECT
public:
    GeneNamesEdit(const QString& text, const GeneLists& lists, QWidget* parent = nullptr);

    /// Each once, in the order written.
    QStringList names() const;
    void setPlaceholderText(const QString& text);

signals:
    void changed();

private:
    QLineEdit* m_line;
};

} // namespace transcope::ui
