#pragma once

#include "core/predict/scale.h"
#include "core/run/runrows.h"
#include "ui/document/backgroundjobs.h"
#include "ui/document/growinglayer.h"
#include "ui/document/layerimport.h"
#include "ui/document/layerstack.h"
#include "ui/document/sectionloading.h"

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <string>

namespace transcope::ui {

/// What is open: one slide, any number of layers over spots of it, and the session that keeps them. Files are
/// loaded in the background; a failure leaves everything as it was. UI thread only.
class Document : public QObject
{
    Q_OBJECT
public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    /// Opens whatever the file is: a session, weights (weightsOpened), regions (regionsOpened), expression
    /// (folders too), or else a slide.
    void open(const QString& path);
    /// expression: opened after the slide; empty: what lies beside the slide is looked for.
    void openSlide(const QString& path, const QString& expression = {});
    /// The measured expression of the section; replaces the one that is there.
    void openExpression(const QString& path);
    /// expression: opened after the session; empty: what it remembers.
    void openSession(const QString& path, const QString& expression = {});
    /// Adds the layers of any .h5ad, table or session, matched with the slide's spots (layersChanged,
    /// noticed).
    void importLayers(const QString& path);
    /// Whether there is what baselines are made for: a measured section, and a prediction shown beside it.
    bool canAddBaselines() const;
    /// Adds what a folder of other measured sections predicts without the image, or with its colours alone
    /// (core::baselineLayers), for the genes of the prediction that is shown.
    void addBaselines(const QString& folder);
    /// Nothing that is being opened arrives any more, although its file may hold a thread for ever.
    void cancelLoading();
    bool isLoading() const
    {
        return m_loading.isBusy() || m_expressionLoading.isBusy() || m_importing.isBusy();
    }
    /// Name of the file that is being opened, of several the slide's; empty where none is.
    QString loadingWhat() const;

    const OpenedSlide* slide() const { return m_slide ? &*m_slide : nullptr; }
    QString slideName() const; ///< file name; empty without a slide
    /// What to know of the predictions that an opened session holds before believing them.
    const std::vector<core::RunWarning>& warnings() const { return m_warnings; }
    /// What the session remembers, else the slide's own, else what the spots' platform says.
    core::Scale scale() const;
    std::optional<double> umPerPx() const { return scale().umPerPx; } ///< µm per level-0 px
    const std::shared_ptr<core::Session>& session() const { return m_session; }
    /// The spots that a run of the session goes on with: those of the layer shown where the session holds it,
    /// else the session's first. nullptr without a session, and where it has no spots yet.
    std::shared_ptr<const core::SpotTable> sessionSpots() const;

    /// In the order they came, the measured one first. Pointers hold until the next layersChanged().
    const std::vector<OpenLayer>& layers() const { return m_layers.all(); }
    const OpenLayer* layer(LayerId id) const { return m_layers.find(id); }
    QString layerName(LayerId id) const; ///< as sessions name it; empty where there is none
    /// 0 where there is none.
    LayerId layerNamed(const QString& name) const { return m_layers.named(name.toStdString()); }
    const OpenLayer* measured() const { return m_layers.measured(); } ///< nullptr where there is none
    /// The layer that is shown beside the measured one: the last that came, until showLayer().
    const OpenLayer* prediction() const { return layer(m_shown); }
    void showLayer(LayerId id);
    /// A name that another layer has gets a number.
    void renameLayer(LayerId id, const QString& name);
    /// A person says how an imported layer's values were normalised. A session that holds the layer gets it
    /// anew.
    void stateNormalisation(LayerId id, core::Normalisation normalisation);
    /// Takes it out of the document; in the session it stays, and a run goes on filling it there.
    void removeLayer(LayerId id);
    /// Brings back one that was removed, under its number; a measured one only where no other has taken its
    /// place.
    void restoreLayer(const OpenLayer& open, int position);
    /// Of layers(), where the measured one stays the first.
    void moveLayer(LayerId id, int position);
    /// What maps of one of the layers are made from, beside the measured and the shown one; for any thread.
    /// What is derived from the layers on the way is kept until they change.
    core::MapInput mapInput(const OpenLayer& painted) const;

    /// The session holds the layer, under a name of its own.
    void setKept(LayerId id, const std::string& name);
    /// Order and names of the session's layers, for its text.
    QJsonObject layerOrder() const { return m_layers.order(); }
    /// What is done with the slide is kept there from now on; only where there is no session yet.
    void keepIn(std::shared_ptr<core::Session> session);

    /// The layer that a run fills, which may hold rows already; it replaces an earlier state of itself. Its
    /// rows arrive by addRows(). session: the document's from now on; may be nullptr.
    void startLayer(core::RunId run, std::shared_ptr<core::Session> session, core::Layer layer);
    /// Rows of another run than the last started, or of spots or genes that the layer does not have, change
    /// nothing: false. Emits predictionRowsAdded().
    bool addRows(const core::RunRows& rows);
    /// What the run that fills a layer gave besides it; each replaces an earlier state of itself.
    void takeParts(core::RunId run, std::vector<OpenLayer> parts);
    /// The run has ended: what it found out of the spots' borders becomes the layer's. A batch that was in
    /// hand may still follow.
    void endRun(core::RunId run);
    /// Whether a patch of the layer's spot reached beyond the slide, as far as it is known.
    bool isPadded(const OpenLayer& open, std::size_t spot) const;

signals:
    void loadingChanged();
    void loadingProgressed(const QString& what, const transcope::core::Progress& progress);
    void failed(const QString& message);  ///< a file could not be opened; nothing was changed
    void noticed(const QString& message); ///< worth knowing, e.g. spots left out
    void slideChanged();                  ///< layers and session are gone too
    void sessionChanged();                ///< another session is open, or one is for the first time
    void layersChanged(); ///< one came, went, has another name or is shown; after the next two
    void measuredChanged();
    void predictionChanged();   ///< another layer is shown, or none
    void predictionRowsAdded(); ///< at most a few times a second is enough for views
    void displayRestored(const QJsonObject& display);
    void weightsOpened(const QString& path);
    void regionsOpened(const QString& path);

private:
    void openSlideOrFolder(const QString& path);
    void takeSlide(OpenedSlide slide, const QString& expression);
    void takeImported(core::Result<LoadedLayers> loaded);
    void takeExpression(LoadedExpression expression);
    void takeSession(RestoredSession restored, const QString& expression);
    void setSession(std::shared_ptr<core::Session> session);
    void clearSection();
    void sayFailed(const core::Error& error);
    void say(const std::vector<std::string>& notes);

    std::optional<OpenedSlide> m_slide;
    std::vector<core::RunWarning> m_warnings;
    LayerStack m_layers;
    LayerId m_shown = 0; ///< 0: none
    std::optional<GrowingLayer> m_growing;
    LayerId m_growingId = 0;
    std::shared_ptr<core::Session> m_session;
    QString m_loadingWhat, m_expressionWhat, m_importedWhat; ///< of the last job of each kind
    BackgroundJobs m_loading;                                ///< slides and sessions
    BackgroundJobs m_expressionLoading;                      ///< after the slide is on screen
    BackgroundJobs m_importing;
};

} // namespace transcope::ui
