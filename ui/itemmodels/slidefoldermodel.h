#pragma once

#include <QAbstractListModel>
#include <QImage>
#include <QStringList>
#include <vector>

namespace transcope::ui {

/// A slide of a folder.
struct FolderSlide
{
    QString path;
    QStringList sessions{}; ///< whole paths, the newest first
    QImage thumbnail{};     ///< null until it is read
    QString problem{};      ///< why it cannot be
};

/// The slides of a folder as pictures, each with the names of its sessions beneath.
class SlideFolderModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setSlides(std::vector<FolderSlide> slides);
    const std::vector<FolderSlide>& slides() const { return m_slides; }
    void setThumbnail(int row, const QImage& thumbnail);
    void setProblem(int row, const QString& problem);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<FolderSlide> m_slides;
};

} // namespace transcope::ui
