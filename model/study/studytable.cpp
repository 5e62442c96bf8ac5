#include "model/study/studytable.h"

#include "model/study/studylines.h"

#include <cstdio>

namespace transcope::model {

namespace {

using Cells = std::vector<std::string>;

std::string formatted(const char* format, double value)
{
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string shown(const char* format, double value)
{
    return std::isfinite(value) ? formatted(format, value) : "n/a";
}

std::string line(const Cells& cells)
{
    std::string text = "|";
    for (const std::string& cell : cells)
        text += " " + cell + " |";
    return text + "\n";
}

/// Two lines: the first column left, the others right.
std::string head(const Cells& titles)
{
    Cells rule(titles.size(), "---:");
    rule.front() = "---";
    return line(titles) + line(rule);
}

Cells operator+(Cells a, const Cells& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// Cells for what does not apply or is not there yet.
Cells blank(const Cells& titles)
{
    return Cells(titles.size(), "–");
}

const Cells CountTitles = {"parameters, paper's way", "parameters, all", "operations, paper's way",
                           "multiply-accumulates, all"};
const Cells ScoreTitles = {"PCC %",       "RMSE",         "gene mean", "gene median",
                           "genes > 0 %", "beyond depth", "undefined"};
const Cells TrainingTitles = {"epoch", "minutes", "spots/s", "peak MB"};
const Cells PaperTitles = {"paper: PCC %", "paper: RMSE"};

Cells countCells(const StudyLine& of)
{
    if (!of.entry)
        return blank(CountTitles);
    const OperationCount& c = of.entry->row.counts;
    return {groupedDigits(c.parametersPaper), groupedDigits(c.parameters), groupedDigits(c.macsPaper),
            groupedDigits(c.macs)};
}

Cells scoreCells(const StudyLine& of)
{
    if (!of.scores)
        return blank(ScoreTitles);
    const auto spot = core::summarise(of.scores->pccSpot), gene = core::summarise(of.scores->pccGene),
               beyond = core::summarise(of.scores->pccGeneBeyondDepth);
    return {shown("%.2f", 100 * spot.mean),
            shown("%.3f", core::summarise(of.scores->rmseSpot).mean),
            shown("%.4f", gene.mean),
            shown("%.4f", gene.median),
            shown("%.1f", 100 * gene.positive),
            shown("%.4f", beyond.mean),
            std::to_string(spot.undefined) + "/" + std::to_string(gene.undefined) + "/" +
                std::to_string(beyond.undefined)};
}

Cells trainingCells(const StudyLine& of)
{
    if (!of.entry || !of.entry->result)
        return blank(TrainingTitles);
    const StudyResult& r = *of.entry->result;
    return {std::to_string(r.bestEpoch) + " of " + std::to_string(r.epochs),
            formatted("%.1f", r.trainSeconds / 60), shown("%.0f", r.spotsPerSecond), shown("%.0f", r.peakMb)};
}

Cells paperCells(const StudyLine& of)
{
    if (!of.entry || !of.entry->paper)
        return blank(PaperTitles);
    const PaperScore& paper = *of.entry->paper;
    const std::string where = " (" + std::string(paper.dataSet) + ")";
    return {formatted("%.2f", paper.pccPercent) + where, formatted("%.3g", paper.rmse) + where};
}

const char* rowTitle(StudyKind kind)
{
    switch (kind) {
    case StudyKind::Levels:
        return "levels";
    case StudyKind::Ablations:
        return "network";
    case StudyKind::Methods:
        break;
    }
    return "method";
}

std::string table(const Study& study, const std::vector<StudyLine>& lines)
{
    const bool scored = !study.setting.data.empty(), methods = study.kind == StudyKind::Methods;
    Cells titles = Cells{rowTitle(study.kind)} + CountTitles;
    if (scored)
        titles = titles + ScoreTitles + TrainingTitles;
    if (methods)
        titles = titles + PaperTitles;
    std::string text = head(titles);
    for (const StudyLine& of : lines) {
        Cells cells = Cells{of.name} + countCells(of);
        if (scored)
            cells = cells + scoreCells(of) + trainingCells(of);
        if (methods)
            cells = cells + paperCells(of);
        text += line(cells);
    }
    return text;
}

/// What could not be trained, and how the baselines were fitted.
std::string notes(const std::vector<StudyLine>& lines)
{
    std::string text;
    for (const StudyLine& of : lines) {
        if (of.entry && of.entry->problem)
            text += "- Not trained: " + of.name + ". " + of.entry->problem->text() + ".\n";
        if (of.baseline && !of.baseline->note.empty())
            text += "- " + of.name + ": " + of.baseline->note + ".\n";
    }
    return text.empty() ? text : "\n" + text;
}

std::string boxes(const std::vector<StudyLine>& lines)
{
    std::string text = "\n## Box plots of the correlation per spot\n" +
                       head({"", "low", "lower quartile", "median", "upper quartile", "high", "outliers"});
    for (const StudyLine& of : lines) {
        if (!of.scores || of.isOracle())
            continue;
        const core::BoxSummary box = core::boxSummary(of.scores->pccSpot);
        Cells cells = {of.name};
        for (const double value : {box.low, box.q1, box.median, box.q3, box.high})
            cells.push_back(shown("%.4f", value));
        text += line(cells + Cells{std::to_string(box.outliers.size())});
    }
    return text + "Whiskers end at the furthest value within 1.5 interquartile ranges of the box.\n";
}

std::string tests(const Study& study, const std::vector<StudyLine>& lines)
{
    std::string rows;
    for (const StudyLine& of : lines)
        if (of.test)
            rows += line({of.name, shown("%+.2f", 100 * of.test->perSpot.meanDifference),
                          shown("%.2f", of.test->perSpot.t), shown("%.3g", of.test->perSpot.p),
                          std::to_string(of.test->perSpot.pairs), shown("%.3g", of.test->perPatient.p),
                          std::to_string(of.test->perPatient.pairs)});
    if (rows.empty())
        return rows;
    return "\n## Paired t-tests of the correlation per spot: " + referenceOf(study)->row.title +
           " against each\n" +
           head({"against", "mean difference %", "t", "p per spot", "spots", "p per patient", "patients"}) +
           rows + "Spots are not independent; the patients' test is the cautious one.\n";
}

std::string settingText(const Study& study)
{
    const StudySetting& s = study.setting;
    if (s.data.empty())
        return "Counts for " + std::to_string(s.genes) + " genes; nothing was trained.\n";
    std::string text = "Data: " + s.data + "; " + std::to_string(s.trainingSpots) + " spots to train on, " +
                       std::to_string(s.heldOutSpots) + " held out (" + s.split + "); " +
                       std::to_string(s.genes) + " genes, " + s.normalisation + ".\n\n" +
                       (study.kind == StudyKind::Methods
                            ? "Every method was trained as its own paper does (study.json has each row's "
                              "options), with these the same for all: `"
                            : "Every network was trained alike: `") +
                       s.options.dump() + "`";
    for (const StudyEntry& entry : study.entries)
        if (entry.result)
            return text + ", in " + entry.result->precision + ".\n";
    return text + ".\n";
}

bool keepsLast(const Study& study)
{
    return !study.entries.empty() && study.entries.front().train.keepLast;
}

Cells countPoints(StudyKind kind)
{
    switch (kind) {
    case StudyKind::Levels:
        break;
    case StudyKind::Ablations:
        return {"Of the ablated networks the paper counts linear layers alone.",
                "A row that begins with + is ablated as the rows above it too."};
    case StudyKind::Methods:
        return {
            "Of the other methods the paper's way is what its Table 3 prints. Operations of a method that "
            "sees a whole section or tiles of it are for those (docs/methods.md).",
            "The paper's scores are of its own split of all sections of the data set named."};
    }
    return {};
}

/// How to read the table, point by point.
std::string legend(const Study& study)
{
    Cells points = {
        "Counts are for one spot. Paper's way, as the paper's tables count: without position embeddings "
        "and cls token; attention's products left out, norms, softmax and means in."};
    points = points + countPoints(study.kind);
    if (!study.setting.data.empty())
        points =
            points +
            Cells{
                "PCC and RMSE: across genes, per spot, means over the held-out spots. Gene columns: Pearson "
                "across the spots of a section; beyond depth: its mean given the log total count of each "
                "spot, which depth-alone, an oracle, takes from the measurement. Undefined: "
                "spots/genes/beyond depth without a correlation.",
                keepsLast(study)
                    ? "The last epoch was kept: the held-out sections decided nothing."
                    : "The kept epoch has the lowest loss on the held-out sections themselves, which "
                      "flatters every network a little.",
                "The rows without counts are no networks; the means and depth-alone look at no image.",
                "Minutes: of training, validation included. Spots/s: predicting the held-out spots from the "
                "packed file, in small batches. Peak MB: of the row's training and prediction, on a card "
                "what LibTorch had allocated there, else the process's resident memory, the packed file's "
                "pages included.",
                "One run of one seed per row: small differences may be chance."};
    std::string text;
    for (const std::string& point : points)
        text += "- " + point + "\n";
    return text;
}

const char* title(StudyKind kind)
{
    switch (kind) {
    case StudyKind::Levels:
        return "# M2OST: combinations of zoom levels\n\n";
    case StudyKind::Ablations:
        return "# M2OST: ablations\n\n";
    case StudyKind::Methods:
        break;
    }
    return "# M2OST beside the other methods\n\n";
}

} // namespace

std::string studyMarkdown(const Study& study)
{
    const auto lines = linesOf(study);
    std::string text = title(study.kind) + settingText(study) + "\n" + table(study, lines) + notes(lines) +
                       "\n" + legend(study);
    if (!study.setting.data.empty())
        text += tests(study, lines) + boxes(lines);
    return text;
}

} // namespace transcope::model
