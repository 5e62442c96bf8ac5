#pragma once

#include <QFrame>
#include <QString>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace transcope::ui {

/// A strip above the views that says what happened; never in the way. The newest message replaces the older;
/// of errors, those that were not closed yet are counted. Errors can be copied, and ask for their details.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Information, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// actionText: of a button that closes the message and calls action; empty for none.
    void showMessage(Kind kind, const QString& text, const QString& actionText = {},
                     std::function<void()> action = {});
    void clear();
    QString text() const; ///< empty when nothing is shown

signals:
    /// For a log: the message alone.
    void messageShown(transcope::ui::MessageBar::Kind kind, const QString& text);
    void detailsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColours();
    QString withCount(const QString& text) const;

    Kind m_kind = Kind::Information;
    QLabel* m_text;
    QPushButton* m_button;
    QToolButton *m_copy, *m_details, *m_close;
    int m_errors = 0; ///< shown since the bar was closed
    std::function<void()> m_action;
};

} // namespace transcope::ui
