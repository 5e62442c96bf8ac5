#include "model/training/checkpoint.h"

#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "model/training/torcherror.h"

#include <fstream>
#include <sstream>

namespace transcope::model {

namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::fail;

constexpr int CurveColumns = 5;

torch::Tensor curveTensor(const std::vector<EpochRecord>& curve)
{
    auto table = torch::empty({static_cast<std::int64_t>(curve.size()), CurveColumns}, torch::kDouble);
    auto at = table.accessor<double, 2>();
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const EpochRecord& r = curve[i];
        const double row[CurveColumns] = {static_cast<double>(r.epoch), r.trainLoss, r.validationLoss,
                                          r.validationScore, r.seconds};
        for (int c = 0; c < CurveColumns; ++c)
            at[static_cast<std::int64_t>(i)][c] = row[c];
    }
    return table;
}

std::vector<EpochRecord> curveFrom(const torch::Tensor& table)
{
    std::vector<EpochRecord> curve;
    const auto at = table.accessor<double, 2>();
    for (std::int64_t i = 0; i < table.size(0); ++i)
        curve.push_back({static_cast<int>(at[i][0]), at[i][1], at[i][2], at[i][3], at[i][4]});
    return curve;
}

void writeList(torch::serialize::OutputArchive& archive, const std::string& name,
               const std::vector<torch::Tensor>& list)
{
    archive.write(name + "Count", c10::IValue(static_cast<std::int64_t>(list.size())));
    for (std::size_t i = 0; i < list.size(); ++i)
        archive.write(name + std::to_string(i), list[i].detach());
}

std::vector<torch::Tensor> readList(torch::serialize::InputArchive& archive, const std::string& name)
{
    c10::IValue count;
    archive.read(name + "Count", count);
    std::vector<torch::Tensor> list(static_cast<std::size_t>(count.toInt()));
    for (std::size_t i = 0; i < list.size(); ++i)
        archive.read(name + std::to_string(i), list[i]);
    return list;
}

void writeState(torch::serialize::OutputArchive& archive, const TrainState& state)
{
    archive.write("steps", c10::IValue(state.steps));
    archive.write("bestEpoch", c10::IValue(static_cast<std::int64_t>(state.bestEpoch)));
    archive.write("curve", curveTensor(state.curve));
    writeList(archive, "parameter", state.parameters);
    writeList(archive, "first", state.firstMoments);
    writeList(archive, "second", state.secondMoments);
    writeList(archive, "average", state.average);
    writeList(archive, "best", state.best);
}

TrainState readState(torch::serialize::InputArchive& archive)
{
    TrainState state;
    c10::IValue value;
    archive.read("steps", value);
    state.steps = value.toInt();
    archive.read("bestEpoch", value);
    state.bestEpoch = static_cast<int>(value.toInt());
    torch::Tensor curve;
    archive.read("curve", curve);
    state.curve = curveFrom(curve.to(torch::kCPU));
    state.parameters = readList(archive, "parameter");
    state.firstMoments = readList(archive, "first");
    state.secondMoments = readList(archive, "second");
    state.average = readList(archive, "average");
    state.best = readList(archive, "best");
    return state;
}

} // namespace

core::Result<void> writeCheckpoint(const fs::path& path, const TrainState& state, const std::string& run)
{
    return core::writeAtomically(path, [&](const fs::path& temporary) {
        return withTorchErrors([&]() -> core::Result<void> {
            torch::serialize::OutputArchive archive;
            archive.write("run", c10::IValue(run));
            writeState(archive, state);
            std::ofstream out(temporary, std::ios::binary);
            // Always "all written": on a short write LibTorch throws in a destructor, which ends the program.
            archive.save_to([&out](const void* data, std::size_t bytes) {
                out.write(static_cast<const char*>(data), static_cast<std::streamsize>(bytes));
                return bytes;
            });
            out.close();
            if (!out)
                return fail(ErrorCode::WriteFailed, "cannot write the checkpoint " + path.string(),
                            "Check the folder and the free space");
            return {};
        });
    });
}

core::Result<TrainState> readCheckpoint(const fs::path& path, const std::string& run,
                                        const torch::Device& device)
{
    if (!fs::exists(path))
        return fail(ErrorCode::NotFound, "there is no checkpoint " + path.string());
    try {
        torch::serialize::InputArchive archive;
        archive.load_from(path.string(), device);
        c10::IValue value;
        archive.read("run", value);
        if (value.toStringRef() != run)
            return fail(ErrorCode::BadInput,
                        "the checkpoint " + path.string() + " belongs to a run with other options or data",
                        "Delete it, or repeat the options it was made with: " + value.toStringRef());
        return readState(archive);
    } catch (const std::exception&) {
        return fail(ErrorCode::BadInput, "the checkpoint " + path.string() + " is damaged",
                    "Delete it and start anew");
    }
}

std::string stateToBytes(const TrainState& state)
{
    torch::serialize::OutputArchive archive;
    writeState(archive, state);
    std::ostringstream bytes;
    archive.save_to(bytes);
    return bytes.str();
}

TrainState stateFromBytes(const std::string& bytes, const torch::Device& device)
{
    torch::serialize::InputArchive archive;
    std::istringstream in(bytes);
    archive.load_from(in, device);
    return readState(archive);
}

bool CheckpointPace::due() const
{
    return m_took < std::chrono::milliseconds(100) || Clock::now() - m_written > 10 * m_took;
}

core::Result<void> CheckpointPace::write(const std::filesystem::path& path, const TrainState& state,
                                         const std::string& description)
{
    const auto start = Clock::now();
    TRY_RUN(writeCheckpoint(path, state, description));
    m_written = Clock::now();
    m_took = m_written - start;
    return {};
}

} // namespace transcope::model
