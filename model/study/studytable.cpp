#include "model/study/studytable.h"

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

Cells countCells(const OperationCount& c)
{
    return {groupedDigits(c.parametersPaper), groupedDigits(c.parameters), groupedDigits(c.macsPaper),
            groupedDigits(c.macs)};
}

Cells metricCells(const HeldOutMetrics& m)
{
    return {shown("%.2f", 100 * m.pccSpot),
            shown("%.3f", m.rmseSpot),
            shown("%.4f", m.pccGeneMean),
            shown("%.4f", m.pccGeneMedian),
            shown("%.1f", 100 * m.pccGenePositive),
            std::to_string(m.undefinedSpots) + "/" + std::to_string(m.undefinedGenes)};
}

Cells operator+(Cells a, const Cells& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// Cells for what does not apply or is not there yet.
Cells blank(std::size_t count)
{
    return Cells(count, "–");
}

constexpr std::size_t Counts = 4, Metrics = 6, Training = 2;

std::string table(const Study& study)
{
    const bool scored = !study.setting.data.empty();
    Cells head = {study.kind == StudyKind::Levels ? "levels" : "network", "parameters, paper's way",
                  "parameters, all", "operations, paper's way", "multiply-accumulates, all"};
    if (scored)
        head = head + Cells{"PCC %",       "RMSE",      "gene mean", "gene median",
                            "genes > 0 %", "undefined", "epoch",     "minutes"};
    Cells rule(head.size(), "---:");
    rule.front() = "---";
    std::string text = line(head) + line(rule);
    for (const StudyEntry& entry : study.entries) {
        Cells cells = Cells{entry.row.title} + countCells(entry.row.counts);
        if (scored && entry.result)
            cells =
                cells + metricCells(entry.result->metrics) +
                Cells{std::to_string(entry.result->bestEpoch) + " of " + std::to_string(entry.result->epochs),
                      formatted("%.1f", entry.result->seconds / 60)};
        else if (scored)
            cells = cells + blank(Metrics + Training);
        text += line(cells);
    }
    for (const NoImageBaseline& baseline : study.baselines)
        text += line(Cells{baseline.name} + blank(Counts) + metricCells(baseline.metrics) + blank(Training));
    return text;
}

std::string settingText(const Study& study)
{
    const StudySetting& s = study.setting;
    if (s.data.empty())
        return "Counts for " + std::to_string(s.genes) + " genes; nothing was trained.\n";
    std::string text = "Data: " + s.data + "; " + std::to_string(s.trainingSpots) + " spots to train on, " +
                       std::to_string(s.heldOutSpots) + " held out (" + s.split + "); " +
                       std::to_string(s.genes) + " genes, " + s.normalisation + ".\n\n" +
                       "Every network was trained alike: `" + s.options.dump() + "`";
    for (const StudyEntry& entry : study.entries)
        if (entry.result)
            return text + ", in " + entry.result->precision + ".\n";
    return text + ".\n";
}

/// How to read the table, point by point.
std::string legend(const Study& study)
{
    Cells points = {
        "Counts are for one spot. Paper's way, as the paper's tables count: without position embeddings "
        "and cls token; attention's products left out, norms, softmax and means in."};
    if (study.kind == StudyKind::Ablations) {
        points.push_back("Of the ablated networks the paper counts linear layers alone.");
        points.push_back("A row that begins with + is ablated as the rows above it too.");
    }
    if (!study.setting.data.empty()) {
        points.push_back(
            "PCC and RMSE: across genes, per spot, means over the held-out spots. Gene columns: Pearson "
            "across the spots of a section. Undefined: spots/genes without a correlation.");
        points.push_back(
            study.setting.options.value("keepLast", false)
                ? "The last epoch was kept: the held-out sections decided nothing."
                : "The kept epoch has the lowest loss on the held-out sections themselves, which "
                  "flatters every network a little.");
        points.push_back("The rows without counts look at no image.");
        points.push_back("One run of one seed per row: small differences may be chance.");
    }
    std::string text;
    for (const std::string& point : points)
        text += "- " + point + "\n";
    return text;
}

/// A cell of CSV; quoted, since titles and splits have commas.
std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text)
        result += c == '"' ? "\"\"" : std::string(1, c);
    return result + "\"";
}

std::string plain(double value)
{
    return std::isfinite(value) ? formatted("%.6f", value) : "";
}

std::string joined(const Cells& cells)
{
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i)
        text += (i > 0 ? "," : "") + cells[i];
    return text + "\n";
}

Cells csvMetrics(const HeldOutMetrics& m)
{
    return {std::to_string(m.spots),
            plain(m.pccSpot),
            plain(m.rmseSpot),
            plain(m.pccGeneMean),
            plain(m.pccGeneMedian),
            plain(m.pccGenePositive),
            std::to_string(m.undefinedSpots),
            std::to_string(m.undefinedGenes)};
}

/// split: quoted.
Cells csvCells(const StudyEntry& entry, const std::string& split)
{
    const OperationCount& c = entry.row.counts;
    std::string levels;
    for (const int level : entry.row.config.levels)
        levels += (levels.empty() ? "" : " ") + std::to_string(level);
    const Cells counts = {quoted(entry.row.title),
                          levels,
                          std::string(ablationKey(entry.row.config.ablation)),
                          std::to_string(c.parametersPaper),
                          std::to_string(c.parameters),
                          std::to_string(c.macsPaper),
                          std::to_string(c.macs)};
    if (!entry.result)
        return counts + Cells(13);
    const StudyResult& r = *entry.result;
    return counts + csvMetrics(r.metrics) +
           Cells{std::to_string(r.epochs), std::to_string(r.bestEpoch), formatted("%.1f", r.seconds),
                 r.precision, split};
}

} // namespace

std::string studyMarkdown(const Study& study)
{
    const char* title =
        study.kind == StudyKind::Levels ? "# M2OST: combinations of zoom levels" : "# M2OST: ablations";
    return title + std::string("\n\n") + settingText(study) + "\n" + table(study) + "\n" + legend(study);
}

std::string studyCsv(const Study& study)
{
    std::string text = "row,levels,ablation,parameters_paper,parameters,operations_paper,macs,"
                       "spots,pcc_spot,rmse_spot,pcc_gene_mean,pcc_gene_median,pcc_gene_positive,"
                       "undefined_spots,undefined_genes,epochs,best_epoch,seconds,precision,split\n";
    const std::string split = quoted(study.setting.split);
    for (const StudyEntry& entry : study.entries)
        text += joined(csvCells(entry, split));
    for (const NoImageBaseline& baseline : study.baselines)
        text += joined(Cells{quoted(baseline.name)} + Cells(6) + csvMetrics(baseline.metrics) + Cells(4) +
                       Cells{split});
    return text;
}

} // namespace transcope::model
