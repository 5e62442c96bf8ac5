#pragma once

#include "core/base/progress.h"
#include "core/figure/mapfigure.h"

namespace transcope::core {

/// A figure of each gene in a folder, and all of them on one contact sheet.
struct FigureBatch
{
    std::vector<std::string> genes; ///< symbols or ids
    std::filesystem::path folder;   ///< made where it is not there
    std::string ending = ".png";    ///< of the genes' files
    FigureLook look;                ///< of the genes' figures
};

struct WrittenBatch
{
    std::vector<std::filesystem::path> pictures; ///< GENE.png, …
    std::filesystem::path sheet;                 ///< contact-sheet.pdf, A4 pages
    std::vector<std::string> missing;            ///< genes that no column has: left out
};

/// Writes it; a gene's maps are made once for both. What was written before an error or a stop stays, whole;
/// the sheet comes last. Errors: those of mapFigure() and writeMapGrid(); NotFound where no gene is there.
Result<WrittenBatch> writeFigureBatch(const FigureSource& source, const FigureBatch& batch,
                                      const ProgressFn& progress, std::stop_token stop = {});

} // namespace transcope::core
