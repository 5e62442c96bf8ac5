#pragma once

#include "ui/document/backgroundjobs.h"
#include "ui/document/comparison.h"
#include "ui/document/section.h"
#include "ui/document/sectionloading.h"

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QTimer>

namespace transcope::ui {

/// What is open: a slide, its measured expression, its prediction, and the session that keeps them. Files are
/// loaded in the background; a failure leaves everything as it was. UI thread only.
class Document : public QObject
{
    Q_OBJECT
public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    /// Opens whatever the file is: a session, weights (weightsOpened), expression, or else a slide.
    void open(const QString& path);
    /// expression: opened after the slide; empty: what lies beside the slide is looked for.
    void openSlide(const QString& path, const QString& expression = {});
    void openExpression(const QString& path);
    void openSession(const QString& path);
    void cancelLoading();
    bool isLoading() const { return m_loading.isBusy() || m_expressionLoading.isBusy(); }

    const OpenedSlide* slide() const { return m_slide ? &*m_slide : nullptr; }
    QString slideName() const; ///< file name; empty without a slide
    /// What the session remembers, else the slide's own, else what the spots' platform says.
    core::Scale scale() const;
    std::optional<double> umPerPx() const { return scale().umPerPx; } ///< µm per level-0 px
    const std::shared_ptr<const MeasuredSection>& measured() const { return m_measured; }
    const Prediction* prediction() const { return m_prediction.get(); }
    const std::shared_ptr<core::Session>& session() const { return m_session; }
    /// Measured against predicted where both have the same spots; nullptr otherwise. Made when first asked
    /// for.
    const Comparison* comparison() const;

    /// The prediction that a run fills: its rows arrive by addRows(). run: 0 when none will. Emits
    /// sessionChanged() where that is another one, and predictionChanged().
    void startLayer(core::RunId run, std::shared_ptr<core::Session> session,
                    std::shared_ptr<const core::SpotTable> spots, core::Layer layer);
    /// Takes rows of the prediction's own run that fit its layer, and emits predictionRowsAdded(); refuses
    /// (false) all others and changes nothing.
    bool addRows(const core::RunRows& rows);

signals:
    void loadingChanged();
    void loadingProgressed(const QString& what, const transcope::core::Progress& progress);
    void failed(const QString& message);  ///< a file could not be opened; nothing was changed
    void noticed(const QString& message); ///< worth knowing, e.g. spots left out
    void slideChanged();                  ///< measured, prediction and session are gone too
    void sessionChanged();                ///< another session is open, or one is for the first time
    void measuredChanged();
    void predictionChanged();   ///< another layer or none
    void predictionRowsAdded(); ///< at most a few times a second is enough for views
    void displayRestored(const QJsonObject& display);
    void weightsOpened(const QString& path);

private:
    void takeSlide(OpenedSlide slide, const QString& expression);
    void takeExpression(LoadedExpression expression);
    void takeSession(RestoredSession restored);
    void setSession(std::shared_ptr<core::Session> session);
    void clearSection();
    void sayFailed(const core::Error& error);

    std::optional<OpenedSlide> m_slide;
    std::shared_ptr<const MeasuredSection> m_measured;
    std::unique_ptr<Prediction> m_prediction;
    std::shared_ptr<core::Session> m_session;
    mutable std::optional<Comparison> m_comparison;
    QString m_loadingWhat;
    BackgroundJobs m_loading;           ///< slides and sessions
    BackgroundJobs m_expressionLoading; ///< after the slide is on screen
};

} // namespace transcope::ui
