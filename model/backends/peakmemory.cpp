#include "model/backends/peakmemory.h"

#include "model/nn/torch.h"

#ifdef TRANSCOPE_CUDA_STATISTICS
#include <c10/cuda/CUDACachingAllocator.h>
#endif

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cmath>
#include <fstream>

namespace transcope::model {

namespace {

/// Sets the process's highest resident memory back to what it is now.
bool beginOnCpu()
{
#ifdef __GLIBC__
    malloc_trim(0); // what earlier work left lying about is not this one's
#endif
    std::ofstream file("/proc/self/clear_refs");
    file << "5" << std::flush;
    return file.good();
}

double peakKibOnCpu()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6));
    return std::nan("");
}

#ifdef TRANSCOPE_CUDA_STATISTICS
namespace allocator = c10::cuda::CUDACachingAllocator;

c10::DeviceIndex indexOf(const std::string& device)
{
    const torch::Device named(device);
    return named.has_index() ? named.index() : c10::DeviceIndex(0);
}

bool beginOnCuda(const std::string& device)
{
    try {
        torch::zeros({1}, torch::Device(device)); // the allocator exists from its first use on
        allocator::resetPeakStats(indexOf(device));
        return true;
    } catch (const c10::Error&) { // no such card: whoever works on it says so
        return false;
    }
}

double peakBytesOnCuda(const std::string& device)
{
    return static_cast<double>(allocator::getDeviceStats(indexOf(device)).allocated_bytes[0].peak);
}
#else
bool beginOnCuda(const std::string&)
{
    return false;
}

double peakBytesOnCuda(const std::string&)
{
    return std::nan("");
}
#endif

} // namespace

PeakMemory::PeakMemory(const std::string& device)
    : m_device(device), m_begun(device.starts_with("cuda") ? beginOnCuda(device) : beginOnCpu())
{
}

double PeakMemory::megabytes() const
{
    if (!m_begun)
        return std::nan("");
    return m_device.starts_with("cuda") ? peakBytesOnCuda(m_device) / 1e6 : peakKibOnCpu() * 1024 / 1e6;
}

} // namespace transcope::model
