#include "ui/panels/weightstext.h"

#include "core/base/resources.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <optional>

namespace transcope::ui {

namespace {

constexpr qsizetype LongestTrainedOn = 48; // two lines of a narrow panel

QString tr(const char* text, const char* remark = nullptr, int n = -1)
{
    return QCoreApplication::translate("transcope::ui", text, remark, n);
}

/// Over the genes that have a score.
std::optional<double> meanScore(const std::vector<float>& scores)
{
    double sum = 0;
    int count = 0;
    for (float score : scores) {
        if (std::isnan(score))
            continue;
        sum += score;
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

QString scoreText(const core::PredictorInfo& info)
{
    const auto mean = meanScore(info.heldOutScore);
    return mean ? tr("mean held-out r %1").arg(QLocale().toString(*mean, 'f', 2)) : QString();
}

} // namespace

QString weightsText(const core::PredictorInfo& info)
{
    QString trainedOn = QString::fromStdString(info.trainedOn);
    if (trainedOn.isEmpty())
        return tr("These weights do not say what they were trained on.");
    if (trainedOn.size() > LongestTrainedOn)
        trainedOn = trainedOn.left(LongestTrainedOn - 1).trimmed() + QChar(0x2026);
    QStringList parts{tr("Trained on %1").arg(trainedOn)};
    if (const QString score = scoreText(info); !score.isEmpty())
        parts << score;
    if (core::seesWholeSection(info.kind))
        parts << tr("a section is predicted as a whole, all or nothing");
    return parts.join(QStringLiteral(" · "));
}

QString workerText(const core::PredictorInfo& info)
{
    const QString name = QString::fromStdString(info.weightsName);
    return info.trainedOn.empty() ? tr("%1, a program's own model").arg(name)
                                  : name + QStringLiteral(" · ") + weightsText(info);
}

QString weightsToolTip(const core::PredictorInfo& info)
{
    QStringList lines{QString::fromStdString(info.weightsName)};
    if (!info.trainedOn.empty())
        lines << tr("Trained on %1").arg(QString::fromStdString(info.trainedOn));
    if (!info.split.empty())
        lines << tr("Split: %1").arg(QString::fromStdString(info.split));
    const QString score = scoreText(info);
    lines << (score.isEmpty() ? tr("Held-out correlation unknown") : score);
    if (const auto beyond = meanScore(info.heldOutBeyondDepth))
        lines << tr("Beyond depth %1: what is left once the number of transcripts in each spot is accounted "
                    "for")
                     .arg(QLocale().toString(*beyond, 'f', 2));
    lines << tr("%Ln genes", nullptr, static_cast<int>(info.genes.size()));
    return lines.join(QLatin1Char('\n'));
}

bool trainedOnSynthetic(const core::PredictorInfo& info)
{
    return QString::fromStdString(info.trainedOn).contains(QLatin1String("synthetic"), Qt::CaseInsensitive);
}

bool isFromDemoWeights(const core::Provenance& provenance)
{
    const std::string& name = provenance.weightsName;
    return name.find("demo") != std::string::npos &&
           std::ranges::any_of(core::bundledWeights(),
                               [&](const auto& file) { return file.filename() == name; });
}

QString syntheticNotice()
{
    return tr("These weights were trained on synthetic demo sections; on real tissue the map shows only that "
              "the software works.");
}

QString publishedWeightsText()
{
    return tr("The authors of M2OST publish trained weights as PyTorch files, in the folder weights of their "
              "repository Dootmaan/M2OST: MSViT_Small_HER2_best.pth for HER2+ breast cancer, "
              "MSViT_Small_GSE144240_best.pth for cSCC, and three more. Download one there and turn it into "
              "a "
              "weights file on the command line; no code in it is run:") +
           QStringLiteral(
               "\n\ntranscope-cli import-weights MSViT_Small_HER2_best.pth --method m2ost --genes her2st "
               "--out m2ost-her2.safetensors\n\n") +
           tr("The lists of genes her2st, cscc and hbc come with Transcope and have the order of these "
              "files. Then "
              "choose the new file here.");
}

QString proposedWeights(bool syntheticSlide)
{
    const auto bundled = core::bundledWeights();
    const auto fits = [&](const auto& file) {
        return (file.filename().string().find("demo") != std::string::npos) == syntheticSlide;
    };
    const auto found = std::ranges::find_if(bundled, fits);
    if (found != bundled.end())
        return QString::fromStdString(found->string());
    return bundled.empty() ? QString() : QString::fromStdString(bundled.front().string());
}

} // namespace transcope::ui
