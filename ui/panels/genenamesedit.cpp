#include "ui/panels/genenamesedit.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>

namespace transcope::ui {

GeneNamesEdit::GeneNamesEdit(const QString& text, const GeneLists& lists, QWidget* parent)
    : QWidget(parent), m_line(new QLineEdit(text))
{
    m_line->setMinimumWidth(280);
    auto* fromList = new QToolButton;
    fromList->setText(tr("From a List"));
    fromList->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(fromList);
    for (const auto& list : lists.lists())
        menu->addAction(QString::fromStdString(list.name), this, [this, genes = list.genes] {
            QStringList names;
            for (const auto& gene : genes)
                names << QString::fromStdString(gene.name());
            m_line->setText(names.join(QStringLiteral(", ")));
        });
    fromList->setMenu(menu);
    fromList->setEnabled(!menu->isEmpty());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_line, 1);
    row->addWidget(fromList);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &GeneNamesEdit::changed);
}

QStringList GeneNamesEdit::names() const
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    auto names = m_line->text().split(between, Qt::SkipEmptyParts);
    names.removeDuplicates();
    return names;
}

void GeneNamesEdit::setPlaceholderText(const QString& text)
{
    m_line->setPlaceholderText(text);
}

} // namespace transcope::ui
