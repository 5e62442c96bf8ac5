#pragma once

#include <QStringList>

class QAbstractItemModel;
class QObject;
class QWidget;

namespace transcope::tests {

/// What a window says, sorted: of each widget and action its texts, of each list its heads and cells.
class WindowTexts
{
public:
    explicit WindowTexts(const QWidget& window);
    const QStringList& all() const { return m_texts; }

private:
    void add(const QObject* of, const QString& text);
    void addWidget(const QWidget* widget);
    void addControl(const QWidget* widget);
    void addModel(const QObject* of, const QAbstractItemModel& model);

    QStringList m_texts;
};

} // namespace transcope::tests
