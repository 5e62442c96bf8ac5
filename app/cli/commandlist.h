#pragma once

#include "app/cli/command.h"

namespace transcope::app {

// One file per subcommand, named after it (predictcommand.cpp …).
void addCohort(Commands& commands);
void addDemo(Commands& commands);
void addDescribeTraining(Commands& commands);
void addEvaluate(Commands& commands);
void addExport(Commands& commands);
void addFigure(Commands& commands);
void addImportWeights(Commands& commands);
void addImportModel(Commands& commands);
void addInfo(Commands& commands);
void addModels(Commands& commands);
void addPredict(Commands& commands);
void addRegions(Commands& commands);
void addReport(Commands& commands);
void addVerify(Commands& commands);
void addBench(Commands& commands);
void addPack(Commands& commands);
void addStudy(Commands& commands);
void addTrain(Commands& commands);

/// Declares every subcommand, in the order of the help text.
void addAllCommands(Commands& commands);

} // namespace transcope::app
