#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// Names within a folder of Space Ranger's, before which GEO and others put a prefix ("GSM123_S1_").
/// Whether a file's name ends in that of its positions, or of its matrix in one file.
bool isVisiumPositionsName(const std::filesystem::path& path);
bool isMatrixH5Name(const std::filesystem::path& path);

/// The three files of a matrix folder.
struct MatrixFiles
{
    std::filesystem::path features, barcodes, matrix;
};

/// The files of one Space Ranger output; what is absent stays empty.
struct SpaceRangerFiles
{
    std::filesystem::path folder; ///< outs/, or the folder that stands for it
    std::string prefix;           ///< of all files' names
    std::filesystem::path positions, scaleFactors;
    std::filesystem::path matrixH5;
    std::optional<MatrixFiles> matrix;

    /// As its files' names tell; empty where they have no prefix.
    std::string section() const;
    bool hasMatrix() const { return !matrixH5.empty() || matrix.has_value(); }
};

/// Finds them from a folder (outs/, one above it, a folder of GEO's files, a square_…um folder of Visium HD),
/// a matrix .h5 or matrix.mtx, or a positions file: in spatial/ or beside each other, plain or .gz, the
/// filtered matrix before the raw one, the only matrix there whatever it is called. section: which, of a
/// folder with the files of several. Errors: InvalidArgument where neither the path nor the section tells
/// which, NotFound where there is no such section.
Result<SpaceRangerFiles> spaceRangerFilesOf(const std::filesystem::path& path,
                                            const std::string& section = {});

/// Where a folder of Space Ranger's is there as an archive whose name ends in its own
/// ("GSM123_S1_spatial.tar.gz").
std::optional<Error> stillPacked(const std::filesystem::path& folder, const std::string& part);

/// The bin sizes in a Visium HD output, such as square_008um; empty elsewhere.
std::vector<std::filesystem::path> binnedOutputsIn(const std::filesystem::path& folder);

} // namespace transcope::core
