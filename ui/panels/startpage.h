#pragma once

#include "ui/document/appsettings.h"

#include <QWidget>

class QCommandLinkButton;
class QGridLayout;
class QLabel;
class QListWidget;

namespace transcope::ui {

/// Stands where the slide will be while none is open: ways to begin, what each needs, and the files that were
/// open last. Files may be dropped on it.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(AppSettings* settings, QWidget* parent = nullptr);

signals:
    void slideRequested();
    void expressionRequested();
    void folderRequested();
    void sessionRequested();
    void demoRequested();
    void guideRequested();
    /// One that was open before, or that was dropped.
    void fileChosen(const QString& path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QCommandLinkButton* addWay(QGridLayout& ways, const char* title, const char* needs,
                               void (StartPage::*chosen)());
    void showRecentFiles();

    AppSettings* m_settings;
    QLabel* m_recentTitle;
    QListWidget* m_recent;
};

} // namespace transcope::ui
