#pragma once

#include <QDialog>

class QTextBrowser;

namespace transcope::app {

/// The guide, offline: Markdown pages with links among them; links elsewhere open in the browser.
class GuideWindow : public QDialog
{
    Q_OBJECT
public:
    explicit GuideWindow(QWidget* parent = nullptr);

    QTextBrowser* browser() { return m_browser; }

private:
    void open(const QUrl& link);

    QTextBrowser* m_browser;
};

} // namespace transcope::app
