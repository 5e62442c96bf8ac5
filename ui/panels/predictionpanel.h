#pragma once

#include "ui/document/appsettings.h"
#include "ui/document/regions.h"
#include "ui/run/runcost.h"
#include "ui/run/runqueue.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace transcope::ui {

/// Weights or a program with a model of its own, spots and device of the next run, and what a grid's would
/// cost; run, progress, cancel, and what waits.
class PredictionPanel : public QWidget
{
    Q_OBJECT
public:
    PredictionPanel(Document* document, RunController* run, RunQueue* queue, Regions* regions,
                    AppSettings* settings, QWidget* parent = nullptr);

    RunChoice choice() const;
    /// Lists the weights, chosen.
    void chooseWeights(const QString& path);
    void chooseWeightsInDialog();
    /// Lists a program that brings a model of its own, by its command, chosen. It is started by a run.
    void chooseWorker(const QString& command);
    void chooseWorkerInDialog();
    /// Says how to get the weights that the authors publish.
    void tellOfPublishedWeights();
    /// pitch as core::parseGridPitch() reads it.
    void chooseGrid(const QString& pitch);
    /// pitch as core::parseDensePitch() reads it.
    void chooseDense(const QString& pitch);
    /// Whether what the chosen run costs is told.
    bool isSettled() const { return !m_askCost.isActive() && !m_cost->isBusy(); }
    /// The session file that runs of the slide opened next go to, and no other: what the command line says.
    void useSession(const QString& file) { m_session = file; }
    bool canRun() const;
    /// Now, or when what runs and waits has ended.
    void startRun();

signals:
    void canRunChanged();

private:
    void buildForm();
    void connectCost();
    QToolButton* makeBrowseButton();
    void showTexts();
    void proposeWeights();
    void rememberWeights(const QString& path);
    bool isWorkerChosen() const;
    void listWorker(const QString& command);
    void listSpots();
    void listParts();
    void proposePitch();
    bool isDense() const;
    std::vector<core::Polygon> chosenPart() const;
    void askCostSoon();
    void askCost();
    void showCost(const RunCost::Cost& cost);
    void takeSlide();
    void showState();
    void showWaiting();
    void removeChosen();
    void showProgress(const core::Progress& progress);
    QString stateText() const;
    void showAbout();

    Document* m_document;
    RunController* m_run;
    RunQueue* m_queue;
    Regions* m_regions;
    AppSettings* m_settings;
    QString m_session; ///< see useSession(); empty for the default place
    std::filesystem::path m_sessionSlide;
    QComboBox* m_weights;
    QLabel* m_about;
    QComboBox* m_spots;
    QLineEdit* m_pitch;
    QComboBox* m_part; ///< of the slide that a dense grid fills
    QLabel* m_costText;
    QFormLayout* m_form;
    QComboBox* m_device;
    QCheckBox* m_views;
    QCheckBox* m_levels;
    QPushButton* m_button;
    QPushButton* m_cancel;
    QListWidget* m_waiting;
    QProgressBar* m_progress;
    QLabel* m_status;
    QHash<QString, core::PredictorInfo> m_known; ///< loaded since the start; by file name or command
    BackgroundJobs m_looking;                    ///< for the weights that were chosen last
    RunCost* m_cost;
    QTimer m_askCost;
    QString m_refusal; ///< why the chosen run would fail; empty: it would not, as far as is known
};

} // namespace transcope::ui
