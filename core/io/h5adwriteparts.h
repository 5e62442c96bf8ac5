#pragma once

#include "core/h5/h5writer.h"
#include "core/io/h5adwrite.h"

#include <string>
#include <vector>

namespace transcope::core {

// What writeH5adParts() is made of. Each writes one of a file's groups. layers: X's first.

/// Whether a layer's columns are no genes, and so belong into obs.
bool isPerSpot(const Layer& layer);
/// '/' separates groups in HDF5, so a name may not have it.
std::string safeName(std::string name);
/// How a layer besides X is called.
std::string matrixName(const Layer& layer, const Layer& first);

Result<void> writeObs(H5Writer& writer, const SpotTable& spots, const std::vector<const Layer*>& layers);
Result<void> writeVar(H5Writer& writer, const GeneList& genes, const std::vector<const Layer*>& layers,
                      const std::vector<GeneFlags>& geneFlags);
/// X and layers: csr where a layer is stored sparse and has all genes, else a matrix that is NaN where the
/// layer lacks a gene.
Result<void> writeMatrices(H5Writer& writer, const std::vector<const Layer*>& layers, const GeneList& genes);
/// uns["spatial"].
Result<void> writeSpatial(H5Writer& writer, const SpotTable& spots, const H5adExtras& extras,
                          std::span<const H5adPart> parts);
/// uns["transcope"].
void writeProvenance(H5Writer& writer, const SpotTable& spots, const std::vector<const Layer*>& layers,
                     std::span<const H5adPart> parts);

} // namespace transcope::core
