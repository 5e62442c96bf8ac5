#include "ui/document/slidefolder.h"

#include "core/base/try.h"
#include "core/slide/openslidehandle.h"
#include "core/slide/thumbnail.h"
#include "ui/document/paths.h"

#include <QCollator>
#include <QDir>
#include <QImageReader>
#include <QRegularExpression>
#include <algorithm>

namespace transcope::ui {

namespace {

core::Result<QImage> readPicture(const QString& file, QSize largest)
{
    QImageReader reader(file);
    reader.setAutoTransform(true);
    if (const QSize size = reader.size(); size.isValid()) // a JPEG is then decoded small
        reader.setScaledSize(size.boundedTo(size.scaled(largest, Qt::KeepAspectRatio)));
    const QImage picture = reader.read();
    if (picture.isNull())
        return core::fail(core::ErrorCode::BadInput,
                          file.toStdString() + ": " + reader.errorString().toStdString(),
                          "Open it to see what is wrong");
    return picture.scaled(picture.size().boundedTo(picture.size().scaled(largest, Qt::KeepAspectRatio)));
}

// Without DICOM, where each level of a slide is a file that opens the whole slide.
const QStringList& folderPatterns()
{
    static const QStringList patterns{
        QStringLiteral("*.svs"),     QStringLiteral("*.tif"),  QStringLiteral("*.tiff"),
        QStringLiteral("*.ndpi"),    QStringLiteral("*.mrxs"), QStringLiteral("*.scn"),
        QStringLiteral("*.svslide"), QStringLiteral("*.vms"),  QStringLiteral("*.vmu"),
        QStringLiteral("*.bif"),     QStringLiteral("*.jpg"),  QStringLiteral("*.jpeg"),
        QStringLiteral("*.png")};
    return patterns;
}

} // namespace

QStringList slidePatterns()
{
    QStringList patterns = folderPatterns();
    if (core::openSlideReadsDicom())
        patterns << QStringLiteral("*.dcm");
    return patterns;
}

QStringList slidesIn(const QString& folder)
{
    const QDir dir(folder);
    QStringList slides = dir.entryList(folderPatterns(), QDir::Files);
    QCollator order;
    order.setNumericMode(true);
    order.setCaseSensitivity(Qt::CaseInsensitive);
    std::ranges::sort(slides, [&](const QString& a, const QString& b) { return order.compare(a, b) < 0; });
    for (auto& slide : slides)
        slide = dir.absoluteFilePath(slide);
    return slides;
}

QStringList sessionsOf(const QString& slide)
{
    const QFileInfo info(slide);
    const QString stem = QRegularExpression::escape(info.completeBaseName());
    const QRegularExpression named(QStringLiteral("^%1(-\\d+)?\\.transcope$").arg(stem));
    QStringList sessions;
    for (const auto& file :
         info.dir().entryInfoList({QStringLiteral("*.transcope")}, QDir::Files, QDir::Time))
        if (named.match(file.fileName()).hasMatch())
            sessions << file.absoluteFilePath();
    return sessions;
}

core::Result<QImage> readSlideThumbnail(const QString& file, QSize largest, std::stop_token stop)
{
    const auto slide = core::openSlide(toPath(file));
    if (!slide && slide.error().code == core::ErrorCode::Unsupported)
        return readPicture(file, largest);
    if (!slide)
        return tl::unexpected(slide.error());
    TRY(const auto image, core::readThumbnail(**slide, {largest.width(), largest.height()}, stop));
    return QImage(image.rgb.data(), image.width, image.height, 3 * image.width, QImage::Format_RGB888).copy();
}

} // namespace transcope::ui
