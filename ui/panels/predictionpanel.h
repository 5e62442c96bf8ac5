#pragma once

#include "ui/document/appsettings.h"
#include "ui/run/runcontroller.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace transcope::ui {

/// Weights, spots and device of the next run; run, progress, cancel.
class PredictionPanel : public QWidget
{
    Q_OBJECT
public:
    PredictionPanel(Document* document, RunController* run, AppSettings* settings, QWidget* parent = nullptr);

    RunChoice choice() const;
    /// Lists the weights, chosen.
    void chooseWeights(const QString& path);
    void chooseWeightsInDialog();
    /// pitch as core::parseGridPitch() reads it.
    void chooseGrid(const QString& pitch);
    bool canRun() const;
    void startRun();

signals:
    void canRunChanged();

private:
    void buildForm();
    void proposeWeights();
    void listSpots();
    void showState();
    void showProgress(const core::Progress& progress);
    QString stateText() const;
    void showAbout();

    Document* m_document;
    RunController* m_run;
    AppSettings* m_settings;
    QComboBox* m_weights;
    QLabel* m_about;
    QComboBox* m_spots;
    QLineEdit* m_pitch;
    QComboBox* m_device;
    QPushButton* m_button;
    QProgressBar* m_progress;
    QLabel* m_status;
    QHash<QString, core::PredictorInfo> m_known; ///< by file name: weights loaded since the start
};

} // namespace transcope::ui
