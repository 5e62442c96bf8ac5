#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace transcope::core {

/// The files of one original-ST section, found by their names.
struct StFiles
{
    std::string name; ///< of the section
    std::optional<std::filesystem::path> counts;
    std::optional<std::filesystem::path> positions;
};

/// Names in use: NAME.tsv with NAME_selection.tsv (her2st, there in folders ST-cnts and ST-spotfiles),
/// alignment_table_NAME.tsv (STUtility), NAME.spots.txt or spots_NAME.csv (HBC); NAME_stdata.tsv with
/// spot_data-selection-NAME.tsv (cSCC); counts.tsv with spots.tsv in a folder of the section's name
/// (Transcope's demo). Each plain or .gz, and with or without GEO's GSM… in front. From either file's path to
/// both; what is absent stays empty.
StFiles stFilesOf(const std::filesystem::path& countsOrPositions);

/// Whether a file's name is that of a positions table in the list above.
bool isStPositionsName(const std::filesystem::path& path);

/// Whether it is a table of a pathologist's labels, not of counts: NAME_Coord.tsv (HBC).
bool isStAnnotationName(const std::filesystem::path& path);

/// Whether a file's name ends as slides' and pictures' names do.
bool isImageName(const std::filesystem::path& path);

/// The picture beside a section's files: NAME, HE_NAME or "slide", with an ending that slides and pictures
/// have.
std::optional<std::filesystem::path> imageBeside(const std::filesystem::path& file, const std::string& name);

/// The patient that a section's name tells: "C3" → "C" (her2st), "GSM4284316_P2_ST_rep1" → "P2" (cSCC),
/// "BT23209_C1" → "BT23209" (HBC); otherwise the name itself.
std::string patientOf(const std::string& sectionName);

} // namespace transcope::core
