#pragma once

#include "core/slide/associatedimages.h"
#include "ui/document/document.h"

#include <QDialog>

class QLabel;
class QVBoxLayout;

namespace transcope::ui {

/// Label and macro image of the open slide, as far as its file has them. They may show who the patient is:
/// this dialog alone shows them, once it is asked for, keeps them nowhere, and goes with the slide.
class LabelDialog : public QDialog
{
    Q_OBJECT
public:
    /// document has a slide and outlives the dialog.
    LabelDialog(Document* document, QWidget* parent);

    bool isSettled() const { return !m_jobs.isBusy(); }

private:
    using Images = std::vector<core::AssociatedImage>;
    void showImages(const core::Result<Images>& images);
    void add(const core::AssociatedImage& image);

    QLabel* m_state; ///< in place of pictures
    QVBoxLayout* m_pictures;
    BackgroundJobs m_jobs;
};

} // namespace transcope::ui
